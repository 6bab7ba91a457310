package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The triple buffer: the control word, A, the buffers and who owns them, both sides, the journal.
 */
final class TriplePicture implements Picture {
  private static final int BUFFERS = 3;

  @Override
  public Scene draw(View view) {
    Scene scene = new Scene();
    Words words = new Words(view.get("M"));
    Words beforeWords = new Words(view.old("M"));
    Map<String, TlaValue> now = words.newest();
    Map<String, TlaValue> before = beforeWords.newest();
    control(scene, now.get("C"), before.get("C"));
    scene.row(
        "durable",
        List.of(Cell.of(View.name(now.get("A")), "A", "plain", changed("A", now, before))));
    for (int buffer = 1; buffer <= BUFFERS; buffer++) {
      buffer(scene, buffer, now, before);
    }
    words.draw(scene, beforeWords);
    for (String actor : List.of("client", "host")) {
      scene.row(actor, view.fields(actor, Set.of("control", "content", "records", "todo")));
      scene.row(actor + " has", having(view, actor));
    }
    scene.row(
        "journal",
        records(
            View.part(view.get("journal"), "records"), View.part(view.old("journal"), "records")));
    scene.row("committed", records(view.get("log"), view.old("log")));
    return scene;
  }

  private static boolean changed(
      String word, Map<String, TlaValue> now, Map<String, TlaValue> before) {
    return !now.get(word).equals(before.get(word));
  }

  private static void control(Scene scene, TlaValue now, TlaValue before) {
    List<Cell> cells = new ArrayList<>();
    for (String half : List.of("1", "2")) {
      TlaValue value = View.part(now, "half", half);
      boolean empty = View.name(View.part(value, "buffer")).equals("0");
      String text =
          empty
              ? "empty"
              : String.format(
                  Locale.ROOT,
                  "buffer %s, %s records%s",
                  View.name(View.part(value, "buffer")),
                  View.name(View.part(value, "count")),
                  isTaken(value) ? ", taken" : "");
      boolean changed = !value.equals(View.part(before, "half", half));
      cells.add(Cell.of(text, "half " + half, empty ? "empty" : "plain", changed));
    }
    TlaValue waits = View.part(now, "waits");
    cells.add(
        Cell.of(View.name(waits), "waits", "plain", !waits.equals(View.part(before, "waits"))));
    scene.row("control word", cells);
  }

  private static boolean isTaken(TlaValue half) {
    return View.name(View.part(half, "taken")).equals("yes");
  }

  private static void buffer(
      Scene scene, int buffer, Map<String, TlaValue> now, Map<String, TlaValue> before) {
    List<Cell> cells = new ArrayList<>();
    String owner = owner(buffer, now.get("C"));
    String oldOwner = owner(buffer, before.get("C"));
    cells.add(Cell.of(owner, "owner", style(owner), !owner.equals(oldOwner)));
    String first = "first" + buffer;
    cells.add(Cell.of(View.name(now.get(first)), "first", "plain", changed(first, now, before)));
    for (int place = 1; now.containsKey("record" + buffer + "." + place); place++) {
      String word = "record" + buffer + "." + place;
      cells.add(record(now.get(word), changed(word, now, before)));
    }
    scene.row("buffer " + buffer, cells);
  }

  private static String owner(int buffer, TlaValue control) {
    for (String half : List.of("1", "2")) {
      TlaValue value = View.part(control, "half", half);
      if (View.name(View.part(value, "buffer")).equals(Integer.toString(buffer))) {
        return isTaken(value) ? "host" : "offered";
      }
    }
    return "client";
  }

  private static String style(String owner) {
    return owner.equals("host") ? "held" : owner.equals("offered") ? "flight" : "empty";
  }

  private static Cell record(TlaValue record, boolean changed) {
    String id = View.name(View.part(record, "id"));
    boolean base = View.name(View.part(record, "base")).equals("yes");
    return id.equals("0")
        ? Cell.of("·", "record", "empty", changed)
        : Cell.of(id, base ? "base" : "record", "data", changed);
  }

  private static List<Cell> having(View view, String actor) {
    List<Cell> cells = new ArrayList<>();
    for (String field : List.of("control", "content", "records", "todo")) {
      TlaValue now = View.part(view.get(actor), field);
      if (now != null) {
        boolean changed = !now.equals(View.part(view.old(actor), field));
        if (field.equals("control")) {
          for (String half : List.of("1", "2")) {
            cells.add(
                Cell.of(
                    View.name(View.part(now, "half", half)),
                    "C as read, half " + half,
                    "plain",
                    changed));
          }
        } else {
          cells.add(Cell.of(View.shortened(now), field, "plain", changed));
        }
      }
    }
    return cells;
  }

  private static List<Cell> records(TlaValue now, TlaValue before) {
    List<TlaValue> old = View.elements(before);
    List<Cell> cells = new ArrayList<>();
    for (TlaValue record : View.elements(now)) {
      cells.add(record(record, !old.contains(record)));
    }
    return cells;
  }
}
