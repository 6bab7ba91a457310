package dev.stillframe.modeltests.pictures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be seen in one state: rows of cells, each row with its label. */
final class Scene {
  private final Map<String, List<Cell>> rows = new LinkedHashMap<>();

  /** Adds a row; one without cells keeps its place. */
  void row(String label, List<Cell> cells) {
    rows.computeIfAbsent(label, any -> new ArrayList<>()).addAll(cells);
  }

  Map<String, List<Cell>> rows() {
    return rows;
  }
}
