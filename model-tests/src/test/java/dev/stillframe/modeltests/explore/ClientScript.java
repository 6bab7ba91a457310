package dev.stillframe.modeltests.explore;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Commits;
import dev.stillframe.queue.QueueWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a client writes in a row of commits, store by store. A commit reads nothing from memory, so
 * its stores do not depend on what the host does: they can be recorded once and then be played to
 * any host at any pace.
 */
final class ClientScript {
  /** A word and what it becomes. */
  private record Store(long at, long value) {}

  private final List<Store> stores = new ArrayList<>();
  private final List<Integer> publications = new ArrayList<>();
  private final Commits commits = new Commits(ExploreTest.LAYOUT);

  /**
   * Records commits of these lengths. A negative length is a commit that is killed before its last
   * access, after which a new client takes up the memory.
   */
  static ClientScript of(UnaryOperator<WordMemory> view, int... lengths) throws FormatException {
    ClientScript script = new ClientScript();
    ArrayMemory memory = Commits.configuredMemory(ExploreTest.LAYOUT);
    WordMemory recorded = script.recorder(memory);
    QueueWriter writer = new QueueWriter(view.apply(recorded));
    for (int length : lengths) {
      if (length > 0) {
        script.commits.commit(writer, length);
        script.publications.add(script.stores.size());
      } else {
        script.commits.commit(writer, -length);
        script.stores.remove(script.stores.size() - 1);
        script.commits.dropLast();
        script.play(memory, 0, script.stores.size());
        writer = new QueueWriter(view.apply(recorded));
      }
    }
    return script;
  }

  private WordMemory recorder(ArrayMemory memory) {
    return new HookedMemory(memory) {
      @Override
      public void setOpaque(long at, long value) {
        super.setOpaque(at, value);
        stores.add(new Store(at, value));
      }

      @Override
      public void setRelease(long at, long value) {
        super.setRelease(at, value);
        stores.add(new Store(at, value));
      }

      @Override
      public void putBytes(long at, byte[] source, int from, int length) {
        for (int i = 0; i < length; i++) {
          super.putBytes(at + i, source, from + i, 1);
          long word = (at + i) / Long.BYTES * Long.BYTES;
          stores.add(new Store(word, memory.getOpaque(word)));
        }
      }
    };
  }

  /** Does the stores from one on, up to another. */
  void play(WordMemory memory, int from, int to) {
    for (Store store : stores.subList(from, to)) {
      memory.setOpaque(store.at(), store.value());
    }
  }

  /** Makes every word that the script writes what it was before the first store. */
  void reset(WordMemory memory) {
    for (Store store : stores) {
      memory.setOpaque(store.at(), 0);
    }
  }

  int length() {
    return stores.size();
  }

  /** Returns how many commits were published by the first stores. */
  int published(int stores) {
    return (int) publications.stream().filter(after -> after <= stores).count();
  }

  /** Returns how many stores were done when a commit was published, 1 being the first. */
  int storesAt(int commit) {
    return publications.get(commit - 1);
  }

  Commits commits() {
    return commits;
  }
}
