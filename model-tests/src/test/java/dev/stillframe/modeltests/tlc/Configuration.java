package dev.stillframe.modeltests.tlc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a TLC configuration file asks for, as far as the runner must know. */
record Configuration(List<String> invariants, List<String> properties) {
  private static final Pattern COMMENT =
      Pattern.compile("\\\\\\*[^\\n]*|\\(\\*.*?\\*\\)", Pattern.DOTALL);
  private static final Set<String> INVARIANT = Set.of("INVARIANT", "INVARIANTS");
  private static final Set<String> PROPERTY = Set.of("PROPERTY", "PROPERTIES");
  private static final Set<String> OTHER =
      Set.of(
          "SPECIFICATION",
          "INIT",
          "NEXT",
          "CONSTANT",
          "CONSTANTS",
          "CONSTRAINT",
          "CONSTRAINTS",
          "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS",
          "SYMMETRY",
          "VIEW",
          "ALIAS",
          "POSTCONDITION",
          "CHECK_DEADLOCK");

  static Configuration read(Path file) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll(" ");
    List<String> invariants = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    String section = "";
    for (String word : Arrays.asList(text.strip().split("\\s+"))) {
      if (INVARIANT.contains(word) || PROPERTY.contains(word) || OTHER.contains(word)) {
        section = word;
      } else if (INVARIANT.contains(section)) {
        invariants.add(word);
      } else if (PROPERTY.contains(section)) {
        properties.add(word);
      }
    }
    return new Configuration(invariants, properties);
  }
}
