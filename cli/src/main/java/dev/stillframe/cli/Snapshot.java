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
   * Takes the newest snapshot out of a store, and tells of those that were not taken.
   *
   * @param size the least size of the memory in bytes
   */
  static SnapshotRestoration recover(Store store, long size, Reports reports) throws IOException {
    Search search = Progress.during("looking for the newest snapshot", store::recover);
    String unusable = null;
    for (Rejected rejected : search.rejected()) {
      unusable = rejected.file() + ": " + rejected.why();
      reports.say("not taken: " + unusable);
    }
    if (search.found().isEmpty()) {
      return new SnapshotRestoration(Optional.empty(), unusable, size);
    }
    Found found = search.found().get();
    try {
      Snapshot snapshot = Progress.during("reading " + found.file(), () -> load(found));
      reports.say("taken: " + snapshot.title());
      return new SnapshotRestoration(Optional.of(snapshot), unusable, size);
    } catch (FormatException e) {
      unusable = found.file() + ": " + e.getMessage();
      reports.say("not taken: " + unusable);
      return new SnapshotRestoration(Optional.empty(), unusable, size);
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
