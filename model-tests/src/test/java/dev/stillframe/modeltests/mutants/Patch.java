package dev.stillframe.modeltests.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A unified diff with little context. Line numbers are not believed, so that changes elsewhere in a
 * file do no harm: what a hunk takes away has to be in the file just once.
 */
final class Patch {
  /** The patch is not that of this tree, or is none at all. */
  static final class PatchException extends IOException {
    private static final long serialVersionUID = 1;

    PatchException(String message) {
      super(message);
    }
  }

  private static final class Hunk {
    private final StringBuilder before = new StringBuilder("\n");
    private final StringBuilder after = new StringBuilder("\n");
  }

  private static final String OLD = "--- a/";
  private static final String NEW = "+++ b/";

  private final Map<String, List<Hunk>> hunks = new TreeMap<>();

  private Patch() {}

  static Patch read(Path file) throws IOException {
    Patch patch = new Patch();
    List<Hunk> current = null;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(OLD)) {
        current = patch.hunks.computeIfAbsent(line.substring(OLD.length()), n -> new ArrayList<>());
      } else if (line.startsWith("@@") && current != null) {
        current.add(new Hunk());
      } else if (!line.startsWith(NEW)) {
        if (current == null || current.isEmpty()) {
          throw new PatchException(file + ": '" + line + "' is in no hunk");
        }
        add(file, current.get(current.size() - 1), line);
      }
    }
    if (patch.hunks.isEmpty() || patch.hunks.containsValue(List.of())) {
      throw new PatchException(file + " changes nothing");
    }
    return patch;
  }

  private static void add(Path file, Hunk hunk, String line) throws PatchException {
    char kind = line.isEmpty() ? ' ' : line.charAt(0);
    String text = (line.isEmpty() ? "" : line.substring(1)) + "\n";
    if (" -+".indexOf(kind) < 0) {
      throw new PatchException(file + ": '" + line + "' is no line of a patch");
    }
    if (kind != '+') {
      hunk.before.append(text);
    }
    if (kind != '-') {
      hunk.after.append(text);
    }
  }

  /** Returns the module whose files it changes. */
  String module() {
    String file = hunks.keySet().iterator().next();
    return file.substring(0, file.indexOf('/'));
  }

  /** Returns the files that it changes in a tree, and what they become. */
  Map<String, String> changed(Path root) throws IOException {
    Map<String, String> changed = new TreeMap<>();
    for (Map.Entry<String, List<Hunk>> change : hunks.entrySet()) {
      Path file = root.resolve(change.getKey());
      if (!Files.isRegularFile(file)) {
        throw new PatchException("no longer applies: there is no " + change.getKey());
      }
      String text = "\n" + Files.readString(file);
      for (Hunk hunk : change.getValue()) {
        text = apply(hunk, text, change.getKey());
      }
      changed.put(change.getKey(), text.substring(1));
    }
    return changed;
  }

  private static String apply(Hunk hunk, String text, String file) throws PatchException {
    String before = hunk.before.toString();
    int at = text.indexOf(before);
    if (at < 0 || text.indexOf(before, at + 1) >= 0) {
      throw new PatchException(
          String.format(
              Locale.ROOT,
              "no longer applies: %s has %s:%s",
              file,
              at < 0 ? "nowhere" : "more than once",
              before.stripTrailing()));
    }
    return text.substring(0, at) + hunk.after + text.substring(at + before.length());
  }
}
