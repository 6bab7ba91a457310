package dev.stillframe.modeltests.chaos;

import java.util.Locale;

/** How often the processes of a check are to be killed at random, and how far that has come. */
final class Kills {
  /** With fewer nobody waits long enough to ask. */
  private static final long MANY = 100;

  private static final long QUICK = 10;

  private final String check;
  private final long begin = System.nanoTime();
  private long told;

  Kills(String check) {
    this.check = check;
  }

  /**
   * Returns how often each process is killed at least: n in {@code make chaos RUNS=n}, and
   * otherwise what the tier has time for.
   */
  static long wanted() {
    return wanted(QUICK);
  }

  /** The same for a check whose kills take longer, with that many in the quick tier. */
  static long wanted(long quick) {
    Long runs = Long.getLong("runs");
    if (runs != null) {
      return runs;
    }
    return switch (System.getProperty("tier", "")) {
      case "standard" -> 200;
      case "deep" -> 2_000;
      default -> quick;
    };
  }

  /** Tells at each tenth how long the rest may take. */
  void tell(long done) {
    long tenths = done * 10 / wanted();
    if (wanted() < MANY || tenths == told) {
      return;
    }
    told = tenths;
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d of %,d kills, %,d s left%n",
        check,
        done,
        wanted(),
        seconds * Math.max(0, wanted() - done) / done);
  }
}
