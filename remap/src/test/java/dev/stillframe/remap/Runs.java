package dev.stillframe.remap;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What is checked of the two sides, each in a process of its own: {@code NAME [NUMBER]}. It exits
 * with 0 if nothing was violated, with 1 and a line that says what, and with 2 if it cannot run.
 */
final class Runs {
  /**
   * What a run came to.
   *
   * @param images that were looked at
   * @param violations what they show that must not be
   */
  record Result(long images, long violations) {}

  /** Takes an image of what a client writes. */
  @FunctionalInterface
  private interface Taking {
    void take(RemapCapture capture, BufferMemory memory, PagedImage image) throws IOException;
  }

  /** So small that pages are given back in the middle of a snapshot. */
  static final int BATCH = 4 * (int) Userfault.PAGE;

  private Runs() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long number = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Result result;
    try {
      Userfault.open().close();
    } catch (IOException e) {
      System.out.println(e.getMessage());
      System.exit(2);
    }
    try {
      result = run(args[0], number);
    } catch (AssertionError violated) {
      System.out.println(violated.getMessage());
      System.exit(1);
      return;
    }
    System.out.printf(
        Locale.ROOT, "%,d images, %,d violate%n", result.images(), result.violations());
    System.exit(result.violations() == 0 ? 0 : 1);
  }

  /**
   * Runs one.
   *
   * @param number of images, or of steps at which a process is killed or hangs
   */
  static Result run(String name, long number) throws IOException, InterruptedException {
    return switch (name) {
      case "order" -> captures(name, number, Images::isOneInstant, Runs::newestRound);
      case "garbage" -> captures(name, number, Images::isOneInstant, Images::collections);
      case "grow" -> captures(name, number, Images::isOneInstant, PagedImage::size);
      case "leave" -> leave(number);
      case "transactions" -> captures(name, number, Images::isWhole, Runs::newestRound);
      case "copy" -> twin("order", number, Images::isOneInstant, Runs::copy);
      case "resolve-early" -> twin("order", number, Images::isOneInstant, Runs::resolveEarly);
      case "no-sequence" -> twin("transactions", number, Images::isWhole, Runs::ignoreSequence);
      case "kill-client" -> Kills.client(number);
      case "kill-host" -> Kills.host(number);
      case "hang-host" -> Kills.hang(number);
      case "keep-the-copy" -> Kills.keepTheCopy();
      default -> throw new IllegalArgumentException("no run " + name);
    };
  }

  /**
   * Takes that many images, and more of them until something has changed in the client meanwhile.
   *
   * @param progress what must have become more: else nothing was seen of what the run is for
   */
  private static Result captures(
      String what, long number, Predicate<PagedImage> holds, ToLongFunction<PagedImage> progress)
      throws IOException {
    try (World world = new World();
        FileChannel channel = world.open();
        RemapCapture capture = RemapCapture.open(channel, world.socket, BATCH)) {
      world.start(what);
      long first = progress.applyAsLong(world.next(capture));
      long last = first;
      long images = 0;
      long violations = 0;
      while (images < number || last == first) {
        PagedImage image = world.next(capture);
        violations += holds.test(image) ? 0 : 1;
        images++;
        last = progress.applyAsLong(image);
      }
      return new Result(images, violations);
    }
  }

  private static long newestRound(PagedImage image) {
    return Images.word(image, 0);
  }

  /** Clients that end by themselves, whatever the host does just then. */
  private static Result leave(long number) throws IOException {
    long violations = 0;
    for (long i = 0; i < number; i++) {
      try (World world = new World();
          FileChannel channel = world.open();
          RemapCapture capture = RemapCapture.open(channel, world.socket, BATCH)) {
        Process client = world.start("leave");
        while (client.isAlive()) {
          violations +=
              capture.capture().filter(image -> !Images.isOneInstant(image)).stream().count();
        }
      }
    }
    return new Result(number, violations);
  }

  /** Ends with the first violation: one is enough. */
  private static Result twin(String what, long number, Predicate<PagedImage> holds, Taking taking)
      throws IOException {
    try (World world = new World();
        FileChannel channel = FileChannel.open(world.file, READ);
        RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start(what);
      int size = world.next(capture).size();
      BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
      PagedImage image = new PagedImage(ByteBuffer.allocateDirect(size));
      for (long i = 1; i <= number; i++) {
        taking.take(capture, memory, image);
        if (!holds.test(image)) {
          return new Result(i, 1);
        }
      }
    }
    return new Result(number, 0);
  }

  private static void copy(RemapCapture capture, BufferMemory memory, PagedImage image) {
    Twins.copy(memory, image);
  }

  private static void resolveEarly(RemapCapture capture, BufferMemory memory, PagedImage image)
      throws IOException {
    Twins.resolveEarly(capture.userfault(), capture.address(), memory, image);
  }

  private static void ignoreSequence(RemapCapture capture, BufferMemory memory, PagedImage image)
      throws IOException {
    Snapshot snapshot = capture.begin();
    snapshot.protect();
    snapshot.copy(memory, image);
  }
}
