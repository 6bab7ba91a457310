package dev.stillframe.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Which counterexamples the page beside the report can show, step by step. */
public final class Stories {
  /** The list of their ids, beside that page. */
  public static final String FILE = "counterexamples.txt";

  private Stories() {}

  /** Reads the list in a directory; empty if there is none. */
  public static Set<String> in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    return Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of();
  }
}
