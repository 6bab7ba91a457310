package dev.stillframe.modeltests.claims;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of docs/limits.md: which of the ways that tie the code to its spec there are for each
 * protocol and store, as counts of checks.
 */
final class WaysTable {
  static final String FILE = "docs/limits.md";

  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\| protocol or store \\|.*\\n(?:\\|.*\\n)*");

  /**
   * A protocol or store.
   *
   * @param id in ids of checks and of mutants
   * @param host how ids begin of the checks of a host that persists it
   */
  private record Subject(String name, String id, List<String> host) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("queue", "queue", List.of("crash-replace-", "crash-twin-")),
          new Subject("triple buffer", "triple", List.of("crash-journal-", "crash-base-")),
          new Subject("replace store", "replace", List.of("crash-replace-")),
          new Subject("twin store", "twin", List.of("crash-twin-")),
          new Subject("journal", "journal", List.of("crash-journal-", "crash-base-")),
          new Subject("zones' manager", "manager", List.of()),
          new Subject("remap capture", "remap", List.of()));

  private final Claims claims;

  WaysTable(Claims claims) {
    this.claims = claims;
  }

  /** Returns the page with its table as it should be. */
  String in(String page) {
    return TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table()));
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | protocol or store | traces | replay | crash-points | system-calls | mutants |
            |---|---|---|---|---|---|
            """);
    for (Subject subject : SUBJECTS) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s | %s |%n",
              subject.name(),
              checks("traces", List.of("trace-" + subject.id() + "-")),
              checks("replay", List.of("replay-" + subject.id())),
              checks("crash-points", List.of("crash-points-" + subject.id())),
              checks("system-calls", subject.host()),
              orNone(claims.mutantsOf(subject.id()))));
    }
    return table.toString();
  }

  private String checks(String engine, List<String> beginnings) {
    return orNone(
        claims.ids(engine).stream()
            .filter(id -> beginnings.stream().anyMatch(id::startsWith))
            .count());
  }

  private static String orNone(long count) {
    return count == 0 ? "none" : Long.toString(count);
  }
}
