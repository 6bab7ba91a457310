package dev.stillframe.cli.command;

import dev.stillframe.cli.host.HostOptions;
import dev.stillframe.cli.host.HostOptions.Capture;
import dev.stillframe.cli.host.StoreKind;
import dev.stillframe.store.JournalSync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind {@code host} on a command line.
 *
 * @param capture what to capture, and when
 * @param size of the memory in bytes
 * @param interval pause between two captures
 * @param store how what was captured is kept; null where that follows from {@code capture}
 * @param keep how many generations are kept; null if that was not said
 * @param sync when a journal is synced; null if that was not said
 * @param stats whether to print what the captures came to
 * @param snapshot the name of the snapshot
 * @param command the client's program and arguments
 */
record HostArguments(
    Capture capture,
    long size,
    Duration interval,
    StoreKind store,
    Integer keep,
    Sync sync,
    boolean stats,
    Path snapshot,
    List<String> command) {

  /** When a journal is synced. */
  enum Sync {
    /** Each batch. */
    BATCH,
    /** When the host ends. */
    END;

    /** As it is written on a command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final String DEFAULT_CAPTURE = "queue";
  static final String DEFAULT_SIZE = "0";
  static final String DEFAULT_INTERVAL = "100ms";
  private static final int DEFAULT_KEEP = 2;
  private static final List<String> WITH_VALUE =
      List.of("--capture", "--size", "--interval", "--store", "--keep", "--sync");

  /**
   * Returns what the host is asked for.
   *
   * @throws IllegalArgumentException if these arguments do not go together
   */
  HostOptions options() {
    boolean isTriple = capture == Capture.TRIPLE;
    StoreKind kind = store;
    if (kind == null) {
      kind = isTriple ? StoreKind.JOURNAL : StoreKind.REPLACE;
    }
    require(
        isTriple == (kind == StoreKind.JOURNAL),
        "--capture triple yields increments and goes with --store journal, queue, remap and final"
            + " yield images and go with replace or twin: choose a pair of these");
    require(
        keep == null || kind == StoreKind.REPLACE,
        "--keep is for --store replace: a twin store has its two images, a journal one file");
    require(
        sync == null || kind == StoreKind.JOURNAL,
        "--sync is for --store journal: the others sync each image");
    int generations = keep == null ? DEFAULT_KEEP : keep;
    require(generations >= 1, "--keep is " + keep + ": at least 1 generation must be kept");
    return new HostOptions(
        snapshot,
        command,
        capture,
        size,
        interval,
        kind,
        generations,
        sync == Sync.END ? JournalSync.ON_REQUEST : JournalSync.EACH_BATCH,
        stats);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * Takes a command line apart if it is {@code host OPTIONS SNAPSHOT -- COMMAND...} and plainly
   * right. All else is left to picocli, and so is every message: loading that takes longer than all
   * that a host has to do before its client starts.
   *
   * @return empty if picocli is to look at it
   */
  static Optional<HostOptions> plain(String[] args) {
    List<String> words = Arrays.asList(args);
    int end = words.indexOf("--");
    if (end < 2 || end == words.size() - 1 || !words.get(0).equals("host")) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>();
    int at = 1;
    while (at < end - 1) {
      String[] parts = words.get(at).split("=", 2);
      boolean hasValue = WITH_VALUE.contains(parts[0]);
      boolean isApart = hasValue && parts.length == 1;
      if (!hasValue && !words.get(at).equals("--stats") || isApart && at + 1 == end - 1) {
        return Optional.empty();
      }
      String value = isApart ? words.get(at + 1) : parts[parts.length - 1];
      if (options.put(parts[0], value) != null) {
        return Optional.empty();
      }
      at += isApart ? 2 : 1;
    }
    String snapshot = words.get(end - 1);
    return snapshot.isEmpty() || snapshot.startsWith("-")
        ? Optional.empty()
        : of(options, snapshot, List.copyOf(words.subList(end + 1, words.size())));
  }

  private static Optional<HostOptions> of(
      Map<String, String> options, String snapshot, List<String> command) {
    try {
      return Optional.of(
          new HostArguments(
                  value(Capture.class, options.getOrDefault("--capture", DEFAULT_CAPTURE)),
                  Units.size(options.getOrDefault("--size", DEFAULT_SIZE)),
                  Units.time(options.getOrDefault("--interval", DEFAULT_INTERVAL)),
                  value(StoreKind.class, options.get("--store")),
                  number(options.get("--keep")),
                  value(Sync.class, options.get("--sync")),
                  options.containsKey("--stats"),
                  Path.of(snapshot),
                  command)
              .options());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty(); // What is wrong is said by picocli.
    }
  }

  private static <E extends Enum<E>> E value(Class<E> type, String name) {
    if (name == null) {
      return null;
    }
    E found = Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    require(found.toString().equals(name), name);
    return found;
  }

  private static Integer number(String digits) {
    require(digits == null || digits.matches("[1-9][0-9]{0,8}"), "no number");
    return digits == null ? null : Integer.valueOf(digits);
  }
}
