package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.TlaValue.SetOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stores: names and whether they would survive a power cut, files page by page with what a
 * power cut may leave of each, the writer and the readers.
 */
final class FilesPicture implements Picture {
  @Override
  public Scene draw(View view) {
    Scene scene = new Scene();
    scene.row("names", names(view));
    Map<String, TlaValue> files = View.entries(View.part(view.get("F"), "files"));
    Map<String, TlaValue> old = View.entries(View.part(view.old("F"), "files"));
    files.forEach((number, file) -> scene.row("file " + number, file(file, old.get(number))));
    scene.row("writer", view.fields("writer", Set.of()));
    View.entries(view.get("readers"))
        .forEach(
            (number, reader) ->
                scene.row(
                    "reader " + number,
                    View.fields(reader, View.part(view.old("readers"), number), Set.of())));
    List<Cell> ghosts = new ArrayList<>();
    for (String ghost : List.of("attempt", "reported")) {
      ghosts.add(Cell.of(View.name(view.get(ghost)), ghost, "data", view.isChanged(ghost)));
    }
    ghosts.addAll(view.fields("faults", Set.of()));
    scene.row("so far", ghosts);
    return scene;
  }

  private static List<Cell> names(View view) {
    Map<String, TlaValue> seen = View.entries(View.part(view.get("F"), "dir"));
    Map<String, TlaValue> kept = View.entries(View.part(view.get("F"), "kept"));
    Map<String, TlaValue> old = View.entries(View.part(view.old("F"), "dir"));
    Map<String, TlaValue> oldKept = View.entries(View.part(view.old("F"), "kept"));
    Map<String, TlaValue> all = new LinkedHashMap<>(kept);
    all.putAll(seen);
    List<Cell> cells = new ArrayList<>();
    all.forEach(
        (name, file) -> {
          boolean isSeen = seen.containsKey(name);
          boolean isKept = file.equals(kept.get(name));
          String note = isSeen ? isKept ? "durable" : "not durable" : "removed, not durably";
          boolean changed =
              !Objects.equals(seen.get(name), old.get(name))
                  || !Objects.equals(kept.get(name), oldKept.get(name));
          String text = name + " → file " + View.name(file);
          cells.add(Cell.of(text, note, isSeen && isKept ? "plain" : "dirty", changed));
        });
    return cells;
  }

  private static List<Cell> file(TlaValue file, TlaValue before) {
    List<TlaValue> data = View.elements(View.part(file, "data"));
    List<TlaValue> old = View.elements(View.part(before, "data"));
    List<Cell> cells = new ArrayList<>();
    cells.add(
        page(file, before, "0", Integer.toString(data.size()), "size", data.size() != old.size()));
    for (int i = 0; i < data.size(); i++) {
      boolean changed = i >= old.size() || !data.get(i).equals(old.get(i));
      String number = Integer.toString(i + 1);
      cells.add(page(file, before, number, content(data.get(i)), "page " + number, changed));
    }
    return cells;
  }

  /** A page that a power cut may change is not durable; what it may then be stands below. */
  private static Cell page(
      TlaValue file, TlaValue before, String number, String text, String what, boolean changed) {
    TlaValue disk = View.part(file, "disk", number);
    boolean durable = disk instanceof SetOf set && set.elements().size() == 1;
    boolean due =
        View.elements(View.part(file, "due")).stream().map(View::name).anyMatch(number::equals);
    String note =
        durable
            ? what + (due ? ", to sync" : "")
            : what
                + ", a cut leaves "
                + View.elements(disk).stream()
                    .map(FilesPicture::content)
                    .collect(Collectors.joining(" or "));
    boolean diskChanged = before != null && !disk.equals(View.part(before, "disk", number));
    return Cell.of(text, note, durable ? "plain" : "dirty", changed || diskChanged);
  }

  /** What a page holds: a record of the journal or of an image, or a tuple of words. */
  private static String content(TlaValue page) {
    Map<String, TlaValue> fields = View.entries(page);
    if (page instanceof TlaValue.Structure) {
      String filled =
          fields.entrySet().stream()
              .filter(field -> !Set.of("0", "no").contains(View.name(field.getValue())))
              .map(
                  field ->
                      View.name(field.getValue()).equals("yes")
                          ? field.getKey()
                          : field.getKey() + " " + View.name(field.getValue()))
              .collect(Collectors.joining(", "));
      return filled.isEmpty() ? "zero" : filled;
    }
    return fields.isEmpty() && View.elements(page).isEmpty() && !page.toString().matches("-?\\d+")
        ? "zero"
        : View.name(page).replace('.', ' ');
  }
}
