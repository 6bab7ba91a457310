package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queue: the words of memory, what is on its way, the host's private copy, the disk. A word of
 * data is written as attempt.number; where an entry on disk has words of another attempt than that
 * which was committed there, they are marked.
 */
final class QueuePicture implements Picture {
  private static final Set<String> OF_CLIENT = Set.of("plan");
  private static final Set<String> OF_HOST = Set.of("copy", "run", "seen", "todo");
  private static final String NOTHING = "0.0";

  @Override
  public Scene draw(View view) {
    Scene scene = new Scene();
    Words words = new Words(view.get("M"));
    Words before = new Words(view.old("M"));
    Set<String> all = new TreeSet<>(words.newest().keySet());
    memory(scene, "memory", words.newest(), before.newest(), all, Set.of());
    words.draw(scene, before);
    List<Cell> client = new ArrayList<>(view.fields("client", OF_CLIENT));
    client.add(
        Cell.of(View.name(view.get("attempt")), "attempt", "plain", view.isChanged("attempt")));
    scene.row("client", client);
    scene.row("client will", plan(view));
    scene.row("host", view.fields("host", OF_HOST));
    scene.row("host has seen", seen(view));
    Map<String, TlaValue> copy = View.entries(View.part(view.get("host"), "copy"));
    Map<String, TlaValue> oldCopy = View.entries(View.part(view.old("host"), "copy"));
    memory(scene, "copy", copy, oldCopy, all, Set.of());
    Map<String, TlaValue> disk = View.entries(view.get("persisted"));
    memory(scene, "disk", disk, View.entries(view.old("persisted")), all, torn(disk, view));
    scene.row("committed", log(view));
    return scene;
  }

  /** The words of memory, or of a copy of it; of one that is not complete, room for the rest. */
  private static void memory(
      Scene scene,
      String where,
      Map<String, TlaValue> now,
      Map<String, TlaValue> before,
      Set<String> all,
      Set<String> broken) {
    List<Cell> slots = new ArrayList<>();
    List<Cell> words = new ArrayList<>();
    for (String word : all) {
      TlaValue value = now.get(word);
      boolean changed = value != null && !value.equals(before.get(word));
      if (word.startsWith("length")) {
        slots.add(slot(word.substring("length".length()), now, before));
      } else if (value == null && !word.startsWith("offset")) {
        words.add(Cell.of("", word, "plan", false));
      } else if (word.startsWith("data")) {
        boolean empty = View.name(value).equals(NOTHING);
        String style = empty ? "empty" : of(View.name(View.part(value, "1")));
        words.add(
            Cell.of(
                empty ? "·" : View.name(value),
                word,
                broken.contains(word) ? "broken" : style,
                changed));
      } else if (!word.startsWith("offset")) {
        String style = word.startsWith("tail") ? of(View.name(value)) : "plain";
        words.add(
            Cell.of(View.name(value), word, broken.contains(word) ? "broken" : style, changed));
      }
    }
    scene.row(where + ": slots", slots);
    scene.row(where + ": words", words);
  }

  /** What an attempt wrote has its colour. */
  private static String of(String attempt) {
    return attempt.equals("0") ? "empty" : "data of" + attempt;
  }

  private static Cell slot(String slot, Map<String, TlaValue> now, Map<String, TlaValue> before) {
    TlaValue length = now.get("length" + slot);
    TlaValue offset = now.get("offset" + slot);
    if (length == null) {
      return Cell.of("", "slot " + slot, "plan", false);
    }
    boolean changed =
        !length.equals(before.get("length" + slot))
            || offset != null && !offset.equals(before.get("offset" + slot));
    boolean empty = View.name(length).equals("0");
    String text =
        (empty ? "empty" : "length " + View.name(length))
            + (offset == null ? "" : ", offset " + View.name(offset));
    return Cell.of(text, "slot " + slot, empty ? "empty" : "plain", changed);
  }

  private static List<Cell> plan(View view) {
    List<Cell> cells = new ArrayList<>();
    for (TlaValue access : View.elements(View.part(view.get("client"), "plan"))) {
      String act = View.name(View.part(access, "act"));
      String value = act.startsWith("fence") ? "" : View.name(View.part(access, "val"));
      String word = act.startsWith("fence") ? "" : View.name(View.part(access, "loc"));
      cells.add(Cell.of(value.isEmpty() ? act : value, word, "plan", false));
    }
    return cells;
  }

  private static List<Cell> seen(View view) {
    List<Cell> cells = new ArrayList<>();
    for (String field : List.of("seen", "run")) {
      List<TlaValue> old = View.elements(View.part(view.old("host"), field));
      for (TlaValue entry : View.elements(View.part(view.get("host"), field))) {
        String text =
            String.format(
                Locale.ROOT,
                "length %s, offset %s",
                View.name(View.part(entry, "len")),
                View.name(View.part(entry, "off")));
        String note = "slot " + View.name(View.part(entry, "slot"));
        cells.add(Cell.of(text, note, "plain", !old.contains(entry)));
      }
    }
    return cells;
  }

  private static List<Cell> log(View view) {
    List<TlaValue> old = View.elements(view.old("log"));
    List<Cell> cells = new ArrayList<>();
    for (TlaValue entry : View.elements(view.get("log"))) {
      String text =
          String.format(
              Locale.ROOT,
              "length %s, offset %s",
              View.name(View.part(entry, "len")),
              View.name(View.part(entry, "off")));
      String note = "attempt " + View.name(View.part(entry, "attempt"));
      String style = of(View.name(View.part(entry, "attempt")));
      cells.add(Cell.of(text, note, style, !old.contains(entry)));
    }
    return cells;
  }

  /** Words of entries on disk that are not those of the commit at that offset. */
  private static Set<String> torn(Map<String, TlaValue> disk, View view) {
    Set<String> torn = new HashSet<>();
    long capacity = disk.keySet().stream().filter(word -> word.startsWith("data")).count();
    for (TlaValue commit : View.elements(view.get("log"))) {
      int offset = View.part(commit, "off").number();
      int length = View.part(commit, "len").number();
      String attempt = View.name(View.part(commit, "attempt"));
      for (int slot = 0; disk.containsKey("length" + slot); slot++) {
        if (disk.get("length" + slot).number() == length
            && length > 0
            && disk.get("offset" + slot).number() == offset) {
          for (int i = 0; i < length; i++) {
            String word = "data" + (offset + i) % capacity;
            if (!View.name(disk.get(word)).equals(attempt + "." + (i + 1))) {
              torn.add(word);
            }
          }
          if (!View.name(disk.get("tail" + slot)).equals(attempt)) {
            torn.add("tail" + slot);
          }
        }
      }
    }
    return torn;
  }
}
