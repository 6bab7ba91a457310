package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shared memory as a variable of Memory.tla, whichever the machine is. */
final class Words {
  private static final List<String> THREADS = List.of("client", "host");

  private final TlaValue memory;

  Words(TlaValue memory) {
    this.memory = memory;
  }

  /** Each word as its last write left it. */
  Map<String, TlaValue> newest() {
    TlaValue words = View.part(memory, "mem");
    if (words != null) {
      return View.entries(words);
    }
    Map<String, TlaValue> newest = new LinkedHashMap<>();
    View.entries(View.part(memory, "history"))
        .forEach(
            (word, messages) -> {
              List<TlaValue> all = messages.elements();
              newest.put(word, View.part(all.get(all.size() - 1), "val"));
            });
    return newest;
  }

  /** What is on its way: stores in buffers, and older values that a side may still read. */
  void draw(Scene scene, Words before) {
    boolean isBuffered = View.part(memory, "buf") != null;
    boolean isWeak = View.part(memory, "history") != null;
    for (int thread = 1; thread <= THREADS.size(); thread++) {
      String name = THREADS.get(thread - 1);
      if (isBuffered) {
        scene.row(name + "’s stores", buffer(thread, before));
      } else if (isWeak) {
        scene.row(name + " may read", older(thread));
      }
    }
  }

  private List<Cell> buffer(int thread, Words before) {
    String number = Integer.toString(thread);
    List<TlaValue> old = View.elements(View.part(before.memory, "buf", number));
    List<Cell> cells = new ArrayList<>();
    for (TlaValue store : View.elements(View.part(memory, "buf", number))) {
      boolean isBarrier = View.name(View.part(store, "barrier")).equals("yes");
      String value = isBarrier ? "barrier" : View.name(View.part(store, "val"));
      String word = isBarrier ? "" : View.name(View.part(store, "loc"));
      cells.add(Cell.of(value, word, "flight", !old.contains(store)));
    }
    return cells;
  }

  /** Values that are not the newest of their word, and that this side need not have read past. */
  private List<Cell> older(int thread) {
    List<Cell> cells = new ArrayList<>();
    View.entries(View.part(memory, "history"))
        .forEach(
            (word, messages) -> {
              List<TlaValue> all = messages.elements();
              int from = View.part(memory, "cur", Integer.toString(thread), word).number();
              for (int i = from; i < all.size(); i++) {
                String value = View.shortened(View.part(all.get(i - 1), "val"));
                cells.add(Cell.of(value, "old " + word, "flight", false));
              }
            });
    return cells;
  }
}
