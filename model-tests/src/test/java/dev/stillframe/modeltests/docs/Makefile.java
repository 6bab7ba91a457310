package dev.stillframe.modeltests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The targets of the Makefile, and which variables each of them uses. */
final class Makefile {
  private static final Pattern RULE = Pattern.compile("([a-z][a-z-]*):.*");

  private final Map<String, String> recipes = new HashMap<>();
  private final StringBuilder others = new StringBuilder();

  private Makefile() {}

  static Makefile read(Path file) throws IOException {
    Makefile makefile = new Makefile();
    String target = null;
    for (String line : Files.readAllLines(file)) {
      Matcher rule = RULE.matcher(line);
      if (rule.matches()) {
        target = rule.group(1);
        makefile.recipes.merge(target, "", String::concat);
      } else if (target != null && (line.startsWith("\t") || line.startsWith("  "))) {
        makefile.recipes.merge(target, line + "\n", String::concat);
      } else {
        target = line.isBlank() ? null : target;
        makefile.others.append(line).append('\n');
      }
    }
    return makefile;
  }

  boolean hasTarget(String target) {
    return recipes.containsKey(target);
  }

  /** Whether a target uses a variable, itself or by what all share. */
  boolean uses(String target, String variable) {
    String use = "$(" + variable + ")";
    return recipes.get(target).contains(use) || others.indexOf(use) >= 0;
  }

  /** Whether anything uses a variable. */
  boolean uses(String variable) {
    return recipes.keySet().stream().anyMatch(target -> uses(target, variable));
  }
}
