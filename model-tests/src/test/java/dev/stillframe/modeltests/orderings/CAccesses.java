package dev.stillframe.modeltests.orderings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the C port accesses words of a memory, and the id in the comment above. An id counts from
 * its comment on to the end of the function.
 */
public final class CAccesses {
  /** The source, from the root of the checkout. */
  public static final String SOURCE = "conformance/ports/c/stillframe.c";

  /**
   * One access.
   *
   * @param first of its lines, from 1 on
   * @param last the line that says its order
   * @param id empty if no comment gives one
   * @param mode in the words of the table of orderings
   */
  public record Access(int first, int last, String id, String mode) {
    @Override
    public String toString() {
      return "line " + first + " [" + id + "] " + mode;
    }
  }

  private static final Pattern ID = Pattern.compile("/\\* \\[([a-z0-9.-]+)]");

  /** How they are called; what these functions themselves do has other names. */
  private static final Pattern ACCESS =
      Pattern.compile(
          "\\b(load|store|add|load_bytes|store_bytes|atomic_thread_fence"
              + "|atomic_compare_exchange_\\w+)\\(");

  private static final Pattern ORDER = Pattern.compile("memory_order_(\\w+)");
  private static final Pattern FUNCTION = Pattern.compile("^[a-z].*\\) \\{$");

  private CAccesses() {}

  /** Finds all accesses. */
  public static List<Access> find(List<String> lines) {
    List<Access> accesses = new ArrayList<>();
    String id = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.equals("}")) {
        id = "";
      }
      Matcher comment = ID.matcher(line);
      if (comment.find()) {
        id = comment.group(1);
      }
      Matcher access = ACCESS.matcher(line);
      while (!FUNCTION.matcher(line).matches() && access.find()) {
        accesses.add(access(lines, i, access, id));
      }
    }
    return accesses;
  }

  private static Access access(List<String> lines, int at, Matcher found, String id) {
    String name = found.group(1);
    if (name.endsWith("_bytes")) {
      return new Access(at + 1, at + 1, id, "plain");
    }
    String text = lines.get(at).substring(found.end());
    for (int last = at; last < lines.size(); last++) {
      Matcher order = ORDER.matcher(last == at ? text : lines.get(last));
      if (order.find()) {
        return new Access(at + 1, last + 1, id, mode(name, order.group(1)));
      }
    }
    throw new IllegalStateException("line " + (at + 1) + " has an access without an order");
  }

  private static String mode(String name, String order) {
    String mode = order.equals("relaxed") ? "opaque" : order;
    return switch (name) {
      case "add" -> "add " + mode;
      case "atomic_thread_fence" -> mode + " fence";
      case "load", "store" -> mode;
      default -> name.contains("strong") ? "compare-and-set " + mode : name + " " + mode;
    };
  }

  /**
   * Returns where accesses and the table of orderings disagree; each ordering that is stronger than
   * opaque has to be there.
   *
   * @param modes of the rows, by their ids
   */
  static List<String> disagreements(List<Access> accesses, Map<String, String> modes) {
    List<String> complaints = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Access access : accesses) {
      used.add(access.id());
      String mode = modes.get(access.id());
      if (mode == null) {
        complaints.add(access + " has an id without a row, or none");
      } else if (!mode.equals(access.mode())) {
        complaints.add(access + ": its row says " + mode);
      }
    }
    modes.forEach(
        (id, mode) -> {
          if (Orderings.isOrdered(mode) && !used.contains(id)) {
            complaints.add(String.format(Locale.ROOT, "%s (%s) is no access", id, mode));
          }
        });
    return complaints;
  }
}
