package dev.stillframe.evidence.report;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How and where the checks were run.
 *
 * @param code the exit code of all of them
 * @param tier how much was run; empty if nobody said
 * @param revision of what; empty if nobody knows
 * @param when at which time the rows were put together
 * @param machine on what
 * @param about with which tools, and of which files
 */
public record Run(
    int code,
    String tier,
    String revision,
    String when,
    String machine,
    Map<String, String> about) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  /** A run that ends now, on this machine. */
  public static Run here(int code, String tier, String revision, Map<String, String> about) {
    String machine =
        String.format(
            Locale.ROOT,
            "%d × %s, %s, JDK %s",
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("os.name"),
            System.getProperty("java.version"));
    String when = MINUTES.format(ZonedDateTime.now(ZoneOffset.UTC));
    return new Run(code, tier, revision, when, machine, Map.copyOf(about));
  }

  /** Returns what the page has room for: not the digest of each file. */
  public Map<String, String> shortly() {
    Map<String, String> shortly = new TreeMap<>(about);
    shortly.keySet().removeIf(name -> name.contains("."));
    return shortly;
  }

  /** The verdict in as few words as there are. */
  public String verdict() {
    return switch (code) {
      case 0 -> "As expected";
      case 1 -> "Fell short";
      case 3 -> "Inconclusive";
      default -> "Not set up";
    };
  }

  /** The name of the verdict in the style sheet. */
  public String style() {
    return switch (code) {
      case 0 -> "as-expected";
      case 3 -> "inconclusive";
      default -> "fell-short";
    };
  }
}
