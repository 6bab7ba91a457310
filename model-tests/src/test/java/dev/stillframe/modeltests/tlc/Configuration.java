package dev.stillframe.modeltests.tlc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a TLC configuration file asks for, as far as the runner must know.
 *
 * @param constants the values that bound the model, as one line for people
 */
record Configuration(List<String> invariants, List<String> properties, String constants) {
  private static final Pattern COMMENT =
      Pattern.compile("\\\\\\*[^\\n]*|\\(\\*.*?\\*\\)", Pattern.DOTALL);

  /** What is overridden by a definition is no bound that a reader could tell anything from. */
  private static final Pattern VALUE = Pattern.compile("(?m)^ *(\\w+ = \\S.*?) *$");

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
    String constants =
        VALUE
            .matcher(text)
            .results()
            .map(value -> value.group(1))
            .collect(Collectors.joining(", "));
    return new Configuration(invariants, properties, constants);
  }
}
