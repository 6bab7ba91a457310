package dev.stillframe.remap;

import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** SIGKILL of either side at each step of a snapshot. */
final class Kills {
  /**
   * Steps: before the protection, behind it, and before each page that is copied, with some pages
   * given back already.
   */
  static final int STEPS = 3 + Writer.PAGES;

  private static final int KILLED = 128 + 9;
  private static final long LIMIT_SECONDS = 30;
  private static final long PROTECTED = 1L << 57;

  private Kills() {}

  /** So many steps, the first and the last among them; all, if there are no more. */
  private static int[] steps(long number) {
    int count = (int) Math.min(STEPS, Math.max(2, number));
    return IntStream.range(0, count).map(i -> i * (STEPS - 1) / (count - 1)).toArray();
  }

  /** The client dies at each step: the image is complete, or there is none. */
  static Runs.Result client(long number) throws IOException {
    int violations = 0;
    for (int step : steps(number)) {
      try (World world = new World();
          FileChannel channel = world.open();
          RemapCapture capture = RemapCapture.open(channel, world.socket, Runs.BATCH)) {
        world.start("order");
        int size = world.next(capture).size();
        PagedImage image = new PagedImage(ByteBuffer.allocateDirect(size));
        StepMemory memory = new StepMemory(channel, size, step, world::killClient);
        boolean isComplete = snapshot(capture, memory, image);
        violations += isComplete && !Images.isOneInstant(image) ? 1 : 0;
        violations += !isComplete && step > 0 ? 1 : 0;
      }
    }
    return new Runs.Result(steps(number).length, violations);
  }

  /** Takes a snapshot with something between its steps; false if it had to be given up. */
  static boolean snapshot(RemapCapture capture, StepMemory memory, PagedImage image)
      throws IOException {
    Snapshot snapshot = capture.begin();
    try {
      memory.step();
      snapshot.protect();
    } catch (Linux.Failure e) {
      if (!e.isGone()) {
        throw e;
      }
      return false;
    }
    memory.step();
    snapshot.copy(memory, image);
    return true;
  }

  /** The host dies at each step: the client goes on, and the next host with it. */
  static Runs.Result host(long number) throws IOException {
    return hostEnds(number, false);
  }

  /**
   * The host stops for ever at that many steps, while the client waits: the kernel kills it, and
   * the client goes on.
   */
  static Runs.Result hang(long number) throws IOException {
    return hostEnds(number, true);
  }

  private static Runs.Result hostEnds(long number, boolean isWatched) throws IOException {
    int[] steps = steps(number);
    for (int step : steps) {
      try (World world = new World();
          FileChannel channel = world.open()) {
        Process host = world.startHost(step, isWatched);
        world.start("order");
        World.await(host, "there");
        if (!isWatched) {
          host.destroyForcibly();
        }
        int code = host.onExit().join().exitValue();
        if (code != KILLED) {
          throw new AssertionError("the host that stopped at step " + step + " ended with " + code);
        }
        requireGoesOn(world, channel);
      }
    }
    return new Runs.Result(steps.length, 0);
  }

  private static void requireGoesOn(World world, FileChannel channel) throws IOException {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      long first = Images.word(world.next(capture), 0);
      PagedImage image = world.next(capture);
      while (Images.word(image, 0) == first) {
        image = world.next(capture);
      }
      if (!Images.isOneInstant(image)) {
        throw new AssertionError("the next host has a torn image");
      }
    }
  }

  /** Whether a page stays protected by a descriptor that a client would have kept. */
  static Runs.Result keepTheCopy() throws IOException {
    try (World world = new World();
        Arena arena = Arena.ofShared();
        FileChannel channel = world.openForWriting()) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, Userfault.PAGE, arena);
      mapped.fill((byte) 1);
      try (Userfault kept = Userfault.open()) {
        kept.register(mapped.address(), Userfault.PAGE);
        long pid = ProcessHandle.current().pid();
        long length = Userfault.PAGE;
        try (Userfault host =
            new Registration(pid, kept.descriptor(), mapped.address(), length).take()) {
          host.protect(mapped.address(), Userfault.PAGE);
        }
        // The host's is closed: what a dead host leaves.
        return new Runs.Result(1, isProtected(mapped.address()) ? 1 : 0);
      }
    }
  }

  private static boolean isProtected(long address) throws IOException {
    try (FileChannel pages = FileChannel.open(Path.of("/proc/self/pagemap"))) {
      ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
      pages.read(entry, address / Userfault.PAGE * Long.BYTES);
      return (entry.getLong(0) & PROTECTED) != 0;
    }
  }
}
