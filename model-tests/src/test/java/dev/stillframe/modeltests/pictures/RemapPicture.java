package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Remap capture: the pages and whether they are protected, what each processor still has on its
 * way, the writers, the host and its image.
 */
final class RemapPicture implements Picture {
  @Override
  public Scene draw(View view) {
    Scene scene = new Scene();
    scene.row("memory", memory(view));
    View.entries(view.get("writers")).forEach((number, writer) -> writer(scene, view, number));
    scene.row("host", view.fields("host", Set.of("watched")));
    scene.row("image", image(view));
    scene.row("so far", List.of(plain(view, "number"), plain(view, "faults")));
    return scene;
  }

  private static Cell plain(View view, String variable) {
    return Cell.of(View.name(view.get(variable)), variable, "plain", view.isChanged(variable));
  }

  private static List<Cell> memory(View view) {
    List<Cell> cells = new ArrayList<>();
    Map<String, TlaValue> old = View.entries(View.part(view.old("M"), "mem"));
    View.entries(View.part(view.get("M"), "mem"))
        .forEach(
            (page, value) -> {
              TlaValue writable = View.part(view.get("writable"), page);
              boolean isProtected = writable != null && View.name(writable).equals("no");
              boolean isChanged =
                  !value.equals(old.get(page))
                      || !Objects.equals(writable, View.part(view.old("writable"), page));
              String note = name(page) + (isProtected ? ", protected" : "");
              cells.add(Cell.of(View.name(value), note, isProtected ? "held" : "data", isChanged));
            });
    return cells;
  }

  private static String name(String page) {
    return page.equals("0")
        ? "sequence"
        : page.startsWith("-") ? "writer " + page.substring(1) + " parked" : "page " + page;
  }

  private static void writer(Scene scene, View view, String number) {
    TlaValue now = View.part(view.get("writers"), number);
    TlaValue before = View.part(view.old("writers"), number);
    List<Cell> cells = new ArrayList<>(View.fields(now, before, Set.of("todo")));
    cells.add(cell(view, "stale", number, "still writes, by its cache"));
    scene.row("writer " + number, cells);
    scene.row("writer " + number + " will store", stores(now, before, "todo", "page", "value"));
    TlaValue machine = View.part(view.get("M"), "buf");
    TlaValue machineBefore = View.part(view.old("M"), "buf");
    scene.row(
        "writer " + number + "’s stores", stores(machine, machineBefore, number, "loc", "val"));
  }

  private static Cell cell(View view, String variable, String part, String note) {
    TlaValue now = View.part(view.get(variable), part);
    boolean isChanged = !now.equals(View.part(view.old(variable), part));
    return Cell.of(View.name(now), note, "plain", isChanged);
  }

  private static List<Cell> stores(
      TlaValue now, TlaValue before, String part, String page, String value) {
    List<TlaValue> old = View.elements(View.part(before, part));
    List<Cell> cells = new ArrayList<>();
    for (TlaValue store : View.elements(View.part(now, part))) {
      TlaValue barrier = View.part(store, "barrier");
      boolean isBarrier = barrier != null && View.name(barrier).equals("yes");
      String text = isBarrier ? "barrier" : View.name(View.part(store, value));
      String note = isBarrier ? "" : name(View.name(View.part(store, page)));
      cells.add(Cell.of(text, note, "flight", !old.contains(store)));
    }
    return cells;
  }

  private static List<Cell> image(View view) {
    List<Cell> cells = new ArrayList<>();
    View.entries(view.get("image"))
        .forEach((page, value) -> cells.add(cell(view, "image", page, name(page))));
    return cells;
  }
}
