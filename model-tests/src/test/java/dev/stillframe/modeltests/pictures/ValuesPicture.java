package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each variable as a row, and each part of it as a cell. */
final class ValuesPicture implements Picture {
  @Override
  public Scene draw(View view) {
    Scene scene = new Scene();
    for (String variable : view.now().variables().keySet()) {
      TlaValue value = view.get(variable);
      Map<String, TlaValue> parts = View.entries(value);
      if (parts.isEmpty()) {
        Cell cell = Cell.of(View.shortened(value), "", "plain", view.isChanged(variable));
        scene.row(variable, List.of(cell));
      } else if (parts.values().stream().allMatch(part -> View.entries(part).isEmpty())) {
        scene.row(variable, View.fields(value, view.old(variable), Set.of()));
      } else {
        parts.forEach(
            (name, part) ->
                scene.row(variable + " " + name, cells(part, View.part(view.old(variable), name))));
      }
    }
    return scene;
  }

  private static List<Cell> cells(TlaValue now, TlaValue before) {
    List<Cell> cells = new ArrayList<>(View.fields(now, before, Set.of()));
    if (cells.isEmpty()) {
      cells.add(Cell.of(View.shortened(now), "", "plain", !now.equals(before)));
    }
    return cells;
  }
}
