package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.Seal;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Rejected;
import dev.stillframe.store.Snapshots.Search;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A snapshot that can be restored.
 *
 * @param image the memory as it was, without a seal
 * @param state what it holds
 * @param title its file and generation, for people
 */
record Snapshot(ByteBuffer image, State state, String title) {
  /**
   * What a store gave.
   *
   * @param snapshot the newest that can be restored
   * @param unusable why another file of that name cannot be; null if there is none
   */
  record Recovery(Optional<Snapshot> snapshot, String unusable) {}

  /** Takes the newest snapshot out of a store, and tells of those that were not taken. */
  static Recovery recover(Store store, Reports reports) throws IOException {
    Search search = store.recover();
    String unusable = null;
    for (Rejected rejected : search.rejected()) {
      unusable = rejected.file() + ": " + rejected.why();
      reports.say("not taken: " + unusable);
    }
    if (search.found().isEmpty()) {
      return new Recovery(Optional.empty(), unusable);
    }
    Found found = search.found().get();
    try {
      Snapshot snapshot = load(found);
      reports.say("taken: " + snapshot.title());
      return new Recovery(Optional.of(snapshot), unusable);
    } catch (FormatException e) {
      unusable = found.file() + ": " + e.getMessage();
      reports.say("not taken: " + unusable);
      return new Recovery(Optional.empty(), unusable);
    }
  }

  private static Snapshot load(Found found) throws IOException {
    ByteBuffer image = Snapshots.load(found);
    State state = State.of(new BufferMemory(image));
    if (state.newest().isEmpty()) {
      throw new FormatException(
          FormatException.Reason.UNSEALED, "it holds no committed entry, so nothing to restore");
    }
    Seal.remove(image);
    String title =
        found.isSealed()
            ? found.file() + ", generation " + found.generation()
            : found.file() + ", without a seal, as the original's: nothing vouches for its bytes";
    return new Snapshot(image, state, title);
  }
}
