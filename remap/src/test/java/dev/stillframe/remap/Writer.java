package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** A client process that writes for ever: {@code FILE SOCKET WHAT}. */
final class Writer {
  /** Pages of data, with one word each that is written. */
  static final int PAGES = 64;

  /** Where it says how often its heap has been collected: behind the word of the first page. */
  static final long COLLECTIONS_AT = Long.BYTES;

  /** About as long as a transaction, in hints to the processor. */
  static final int BETWEEN = 20;

  private static final int GARBAGE_BYTES = 1 << 16;
  private static final VarHandle WORD = JAVA_LONG.varHandle();

  private static volatile byte[] garbage;

  private Writer() {}

  public static void main(String[] args) throws Exception {
    try (RemapClient client =
        RemapClient.open(Path.of(args[0]), Path.of(args[1]), PAGES * Userfault.PAGE)) {
      switch (args[2]) {
        case "order" -> order(client);
        case "garbage" -> garbage(client);
        case "leave" -> round(client.data(), 1);
        case "transactions" -> transactions(client);
        case "grow" -> grow(client);
        default -> throw new IllegalArgumentException(args[2]);
      }
    }
  }

  /** Each round goes over the pages in order. */
  private static void order(RemapClient client) {
    MemorySegment data = client.data();
    for (long round = word(data, 0) + 1; ; round++) {
      round(data, round);
    }
  }

  private static void round(MemorySegment data, long round) {
    for (int page = 0; page < PAGES; page++) {
      WORD.setRelease(data, page * Userfault.PAGE, round);
    }
  }

  private static long word(MemorySegment data, int page) {
    return (long) WORD.getAcquire(data, page * Userfault.PAGE);
  }

  /** The same, with a heap that is collected all the time. */
  private static void garbage(RemapClient client) {
    Thread litterer =
        new Thread(
            () -> {
              while (true) {
                garbage = new byte[GARBAGE_BYTES];
                WORD.setRelease(client.data(), COLLECTIONS_AT, collections());
              }
            });
    litterer.setDaemon(true);
    litterer.start();
    order(client);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /**
   * Plain stores, in the other order, that belong together. Between two it does something else: a
   * writer that is always within one would have the host try hundreds of times for each image.
   */
  private static void transactions(RemapClient client) {
    for (long round = word(client.data(), 0) + 1; ; round++) {
      long value = round;
      client.transaction(
          data -> {
            for (int page = PAGES - 1; page >= 0; page--) {
              data.set(JAVA_LONG, page * Userfault.PAGE, value);
            }
          });
      for (int i = 0; i < BETWEEN; i++) {
        Thread.onSpinWait();
      }
    }
  }

  /** A page more now and then; its number is in the first word before anything is in the page. */
  private static void grow(RemapClient client) throws Exception {
    for (int pages = PAGES; ; pages = pages < 4 * PAGES ? pages + 1 : pages) {
      client.grow(pages * Userfault.PAGE);
      MemorySegment data = client.data();
      long round = word(data, 0) + 1;
      for (int times = 0; times < PAGES; times++) {
        round(data, round++);
      }
    }
  }
}
