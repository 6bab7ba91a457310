package dev.stillframe.modeltests.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines of a spec that define an action: they are the rule that a step follows. */
final class SpecText {
  /**
   * A definition.
   *
   * @param where the module and the line
   * @param text its lines, and the comment above them
   */
  record Definition(String where, String text) {}

  private static final Pattern MODULES = Pattern.compile("(?m)^ *EXTENDS ([\\w, \\n]+?)\\n\\s*\\n");

  private final Path specs;
  private final Map<String, List<String>> modules = new HashMap<>();
  private final Map<String, Definition> found = new HashMap<>();

  SpecText(Path specs) {
    this.specs = specs;
  }

  /** The definition of an action in a module or in one that it extends; null if there is none. */
  Definition find(String module, String action) throws IOException {
    String both = module + " " + action;
    if (!found.containsKey(both)) {
      found.put(both, find(module, action, new HashSet<>()));
    }
    return found.get(both);
  }

  private Definition find(String module, String action, Set<String> tried) throws IOException {
    if (!tried.add(module) || !Files.exists(file(module))) {
      return null;
    }
    List<String> lines = lines(module);
    Pattern beginning = Pattern.compile(action + "(\\([^)]*\\))? *==.*");
    for (int i = 0; i < lines.size(); i++) {
      if (beginning.matcher(lines.get(i)).matches()) {
        return definition(module, lines, i);
      }
    }
    Matcher extended = MODULES.matcher(String.join("\n", lines));
    if (extended.find()) {
      for (String other : extended.group(1).split("[,\\s]+")) {
        Definition found = find(other, action, tried);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Definition definition(String module, List<String> lines, int at) {
    int from = at;
    while (from > 0 && lines.get(from - 1).startsWith("\\*")) {
      from--;
    }
    int to = at + 1;
    while (to < lines.size() && lines.get(to).startsWith(" ")) {
      to++;
    }
    String where = module + ".tla, line " + (at + 1);
    return new Definition(where, String.join("\n", lines.subList(from, to)));
  }

  private List<String> lines(String module) throws IOException {
    if (!modules.containsKey(module)) {
      modules.put(module, new ArrayList<>(Files.readAllLines(file(module))));
    }
    return modules.get(module);
  }

  private Path file(String module) {
    return specs.resolve(module + ".tla");
  }
}
