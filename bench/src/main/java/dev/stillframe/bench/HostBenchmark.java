package dev.stillframe.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/**
 * What a snapshot costs: real hosts of both stores, a copy of the file with a sync, a comparison of
 * all its bytes with a copy in memory, and a durable transaction of LMDB with the same pages. Files
 * lie on the disk that is given, and are synced.
 */
final class HostBenchmark {
  static final String TWIN = "stillframe --store twin";
  static final String NO_TAIL = TWIN + ", a ring and no tail";
  static final String CRATE = "shm-restore (no sync)";
  static final String COPY = "copy of the file";
  static final String COMPARISON = "comparison with a copy (no write)";
  private static final int PAGE = 4096;
  private static final int WARM = 6;

  /** MiB from which on a third of the times is enough: each takes seconds. */
  private static final int LARGE = 100;

  /**
   * One figure.
   *
   * @param size of the memory's tail, or of its ring where there is none, MiB
   * @param changed pages of it that change between two snapshots; 0: a commit of 64 bytes alone
   * @param read bytes that were read for one snapshot: of the memory, and by calls of the kernel;
   *     not a number where nobody counts them
   * @param written bytes handed to the kernel for one snapshot
   * @param cpuMillis time on a processor for one snapshot
   * @param millis from the commit to the snapshot that holds it
   */
  record Cost(
      String who,
      int size,
      int changed,
      double read,
      double written,
      double cpuMillis,
      double millis) {}

  /** What makes snapshots. */
  interface Work {
    void once(int pages) throws IOException;

    ProcessCost cost() throws IOException;

    /** Bytes that it reads each time through a mapping; not a number if nobody knows. */
    default double mapped() {
      return 0;
    }
  }

  private final Path directory;
  private final int times;
  private final Optional<Crate> crate;
  private final Consumer<Cost> figures;

  HostBenchmark(Path directory, int times, Optional<Crate> crate, Consumer<Cost> figures) {
    this.directory = directory;
    this.times = times;
    this.crate = crate;
    this.figures = figures;
  }

  /** Measures all for a size in MiB. */
  void run(int size) throws IOException {
    int pages = size * (1 << 20) / PAGE;
    List<Integer> changes = List.of(0, pages / 100, pages / 10, pages);
    long tail = (long) size << 20;
    for (String store : List.of("replace", "twin")) {
      host("stillframe --store " + store, store, size, BenchClient.RING, tail, changes);
    }
    int ring = ring(size);
    host(NO_TAIL, "twin", ring, (long) ring << 20, 0, List.of(0));
    try (Scratch scratch = new Scratch(directory)) {
      measure(COPY, size, List.of(0), new OfCopy(scratch, size));
    }
    try (Scratch scratch = new Scratch()) {
      measure(COMPARISON, size, List.of(0), new OfComparison(scratch, size));
    }
    if (crate.isPresent()) {
      try (Scratch scratch = new Scratch(directory);
          CrateSnapshot host = new CrateSnapshot(crate.get(), scratch.file("backup"), size)) {
        measure(CRATE, size, List.of(0), host);
      }
    }
    try (Scratch scratch = new Scratch(directory);
        OfLmdb lmdb = new OfLmdb(scratch, size)) {
      measure("lmdb", size, changes, lmdb);
    }
  }

  /** The smallest ring of at least so many MiB. */
  static int ring(int size) {
    return Integer.highestOneBit(2 * size - 1);
  }

  private void host(String who, String store, int size, long ring, long tail, List<Integer> changes)
      throws IOException {
    try (Scratch scratch = new Scratch(directory);
        HostRun host = new HostRun(scratch.file("state"), store, HostRun.client(ring, tail))) {
      measure(who, size, changes, new OfHost(host, CaptureReads.of(ring, tail)));
    }
  }

  /** How often something of a size in MiB is measured, here and in {@link RestartBenchmark}. */
  static int times(int size, int times) {
    return size > LARGE ? times / 3 : times;
  }

  private void measure(String who, int size, List<Integer> changes, Work work) throws IOException {
    int times = times(size, this.times);
    work.once(size * (1 << 20) / PAGE); // No page of it is a hole any more.
    for (int changed : changes) {
      for (int i = 0; i < WARM; i++) {
        work.once(changed);
      }
      ProcessCost before = work.cost();
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        work.once(changed);
      }
      double nanos = System.nanoTime() - start;
      ProcessCost cost = work.cost().minus(before);
      figures.accept(
          new Cost(
              who,
              size,
              changed,
              work.mapped() + (double) cost.read() / times,
              (double) cost.written() / times,
              cost.cpuNanos() / 1e6 / times,
              nanos / 1e6 / times));
    }
  }

  private record OfHost(HostRun host, double mapped) implements Work {
    @Override
    public void once(int pages) throws IOException {
      host.snapshot(pages);
    }

    @Override
    public ProcessCost cost() throws IOException {
      return host.cost();
    }
  }

  /** What this process has used, which does the work itself. */
  private abstract static class Own implements Work {
    @Override
    public ProcessCost cost() throws IOException {
      ProcessCost all = ProcessCost.of(ProcessHandle.current().pid());
      return new ProcessCost(
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), all.read(), all.written());
    }
  }

  private static final class OfCopy extends Own {
    private final Path memory;
    private final Path copy;
    private final Path temporary;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

    OfCopy(Scratch scratch, int size) throws IOException {
      copy = scratch.file("copy");
      temporary = scratch.file("copy.tmp");
      memory = Files.createTempFile(Path.of("/dev/shm"), "stillframe-bench", "");
      Files.write(memory, new byte[size << 20]);
      memory.toFile().deleteOnExit();
    }

    @Override
    public void once(int pages) throws IOException {
      try (FileChannel from = FileChannel.open(memory);
          FileChannel to =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
        while (from.read(buffer.clear()) > 0) {
          to.write(buffer.flip());
        }
        to.force(false);
      }
      Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The least that finds what has changed, for whom nobody tells. */
  private static final class OfComparison extends Own {
    private final ByteBuffer memory;
    private final ByteBuffer copy;

    OfComparison(Scratch scratch, int size) throws IOException {
      memory = scratch.map("memory", size << 20);
      copy = ByteBuffer.allocateDirect(size << 20);
    }

    @Override
    public void once(int pages) throws IOException {
      if (memory.mismatch(copy) >= 0) {
        throw new IOException("memory that nobody writes has changed");
      }
    }

    @Override
    public double mapped() {
      return memory.capacity();
    }
  }

  private static final class OfLmdb extends Own implements AutoCloseable {
    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> values;
    private final ByteBuffer key =
        ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
    private final ByteBuffer value = ByteBuffer.allocateDirect(2000); // two to a page of its own
    private final SplittableRandom random = new SplittableRandom(1);
    private final int all;

    OfLmdb(Scratch scratch, int size) throws IOException {
      all = size * (1 << 20) / PAGE;
      env =
          Env.create()
              .setMapSize((8L * size + 64) << 20)
              .open(Files.createDirectory(scratch.file("lmdb")).toFile());
      values = env.openDbi("state", DbiFlags.MDB_CREATE, DbiFlags.MDB_INTEGERKEY);
      once(all);
    }

    @Override
    public void once(int pages) {
      try (Txn<ByteBuffer> transaction = env.txnWrite()) {
        for (int i = 0; i < Math.max(1, pages); i++) {
          int page = pages == all ? i : random.nextInt(all);
          value.putLong(0, random.nextLong());
          for (int half = 0; half < 2; half++) {
            key.putInt(0, 2 * page + half);
            values.put(transaction, key, value);
          }
        }
        transaction.commit();
      }
    }

    @Override
    public double mapped() {
      return Double.NaN;
    }

    @Override
    public void close() {
      env.close();
    }
  }
}
