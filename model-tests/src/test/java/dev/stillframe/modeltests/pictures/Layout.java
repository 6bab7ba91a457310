package dev.stillframe.modeltests.pictures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the rows of all scenes of one behaviour stand: each at one place in all of them, so that
 * nothing moves from step to step but what has changed.
 */
final class Layout {
  static final int WIDTH = 760;
  private static final int LABEL = 150;
  private static final int GAP = 6;
  private static final int LINE = 40;
  private static final int BOX = 34;

  private final List<String> order = new ArrayList<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  Layout(List<Scene> scenes) {
    for (Scene scene : scenes) {
      int place = 0;
      for (Map.Entry<String, List<Cell>> row : scene.rows().entrySet()) {
        int known = order.indexOf(row.getKey());
        if (known < 0) {
          order.add(place, row.getKey());
          known = place;
        }
        place = known + 1;
        lines.merge(row.getKey(), breaks(row.getValue()), Math::max);
      }
    }
  }

  /** How many lines the cells of a row take. */
  private static int breaks(List<Cell> cells) {
    int count = 1;
    int x = LABEL;
    for (Cell cell : cells) {
      if (x + cell.width() > WIDTH && x > LABEL) {
        count++;
        x = LABEL;
      }
      x += cell.width() + GAP;
    }
    return count;
  }

  int height() {
    return lines.values().stream().mapToInt(Integer::intValue).sum() * LINE + GAP;
  }

  /** The elements of one scene, in SVG. Equal ones are equal texts. */
  List<String> elements(Scene scene) {
    List<String> elements = new ArrayList<>();
    int y = GAP;
    for (String label : order) {
      elements.add(text("label", 0, y + 22, label));
      int x = LABEL;
      int top = y;
      for (Cell cell : scene.rows().getOrDefault(label, List.of())) {
        if (x + cell.width() > WIDTH && x > LABEL) {
          x = LABEL;
          top += LINE;
        }
        elements.add(box(cell, x, top));
        x += cell.width() + GAP;
      }
      y += lines.get(label) * LINE;
    }
    return elements;
  }

  private static String box(Cell cell, int x, int y) {
    int width = Math.min(cell.width(), WIDTH - x);
    int middle = x + width / 2;
    String style = cell.style() + (cell.isChanged() ? " changed" : "");
    // Put together by hand: there are hundreds of thousands of them.
    String rectangle =
        "<rect class='"
            + style
            + "' x='"
            + x
            + "' y='"
            + y
            + "' width='"
            + width
            + "' height='"
            + BOX
            + "' rx='4'/>";
    return cell.note().isEmpty()
        ? rectangle + text("word " + cell.style(), middle, y + 22, cell.text())
        : rectangle
            + text("word " + cell.style(), middle, y + 16, cell.text())
            + text("note " + cell.style(), middle, y + 29, cell.note());
  }

  private static String text(String style, int x, int y, String words) {
    return "<text class='" + style + "' x='" + x + "' y='" + y + "'>" + escaped(words) + "</text>";
  }

  static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
