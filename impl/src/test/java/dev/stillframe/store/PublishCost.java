package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Prints what a publication costs in each store: a program, no test, for times depend on the
 * machine. Run it with a directory on the disk that counts.
 */
final class PublishCost {
  private static final int PAGE = 4096;
  private static final int PAGES = 16_384; // 64 MiB
  private static final int PUBLICATIONS = 9;
  private static final int[] PER_MILLE = {0, 10, 100, 1000};

  private static long bytes;
  private static long syncs;

  private PublishCost() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]).toRealPath();
    Disk disk =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, length) -> {
              bytes += length;
              syncs += what.startsWith("sync") ? 1 : 0;
            });
    System.out.printf(
        Locale.ROOT,
        "64 MiB, median of %d publications; pages, bytes and syncs of one%n",
        PUBLICATIONS);
    System.out.printf(
        Locale.ROOT,
        "%-9s%10s%10s%14s%7s%10s%n",
        "store",
        "changed",
        "pages",
        "bytes",
        "syncs",
        "ms");
    for (int changed : PER_MILLE) {
      try (Store store = ReplaceStore.open(disk, directory.resolve("replace-" + changed), 1)) {
        measure("replace", store, changed);
      }
      Path twin = directory.resolve("twin-" + changed);
      try (Store store = TwinStore.open(disk, twin, Duration.ZERO, Boot.current())) {
        measure("twin", store, changed);
      }
    }
  }

  private static void measure(String name, Store store, int perMille) throws IOException {
    store.recover();
    SplittableRandom random = new SplittableRandom(perMille);
    ByteBuffer image = ByteBuffer.allocateDirect(PAGES * PAGE);
    double[] times = new double[PUBLICATIONS];
    for (int i = -4; i < PUBLICATIONS; i++) { // both images have been written twice before
      for (int page = 1; page < PAGES; page++) {
        if (random.nextInt(1000) < perMille) {
          image.putLong(page * PAGE + 8 * random.nextInt(512), random.nextLong());
        }
      }
      bytes = 0;
      syncs = 0;
      long start = System.nanoTime();
      store.publish(image);
      if (i >= 0) {
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%-9s%9.1f%%%10d%14d%7d%10.1f%n",
        name,
        perMille / 10.0,
        bytes / PAGE,
        bytes,
        syncs,
        times[PUBLICATIONS / 2]);
  }
}
