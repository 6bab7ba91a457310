package dev.stillframe.modeltests.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Z3 over one script, in a process of its own, with a limit on what it does, not on the clock. */
final class Solver {
  /** What came of a goal: unknown if the limit was reached, or the solver gave up. */
  enum Result {
    PROVED,
    REFUTED,
    UNKNOWN
  }

  record Answer(Result result, long used, String text) {}

  private static final Pattern USED = Pattern.compile(":rlimit (\\d+)");

  /**
   * Seconds of processor time after which something is wrong: the limit below should come first.
   */
  private static final int SECONDS = 60;

  private final String z3;

  Solver(String z3) {
    this.z3 = z3;
  }

  Answer run(Path file, String script, long limit) throws IOException, InterruptedException {
    Files.writeString(file, script);
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -t " + SECONDS + "; exec \"$@\"",
                "sh",
                z3,
                "-smt2",
                "rlimit=" + limit,
                file.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher used = USED.matcher(printed);
    String first = printed.lines().findFirst().orElse("");
    Result result =
        switch (first) {
          case "unsat" -> Result.PROVED;
          case "sat" -> Result.REFUTED;
          default -> Result.UNKNOWN;
        };
    if (printed.contains("(error")) {
      throw new IOException(file + ": " + printed);
    }
    return new Answer(
        result,
        used.find() ? Long.parseLong(used.group(1)) : -1,
        first.isEmpty() ? "processor time" : printed.strip());
  }
}
