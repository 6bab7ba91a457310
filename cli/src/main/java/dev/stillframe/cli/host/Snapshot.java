package dev.stillframe.cli.host;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.FormatException;
import dev.stillframe.cli.memory.Draft;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Progress;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.ImageCopy;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Rejected;
import dev.stillframe.store.Snapshots.Search;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/**
 * A snapshot that can be restored; every byte of it was verified.
 *
 * @param found where it is
 * @param state what it holds
 */
record Snapshot(Found found, State state) implements Image {
  /**
   * Takes the newest snapshot out of a store, and tells of those that were not taken. Where there
   * is no memory yet, one is made of it in the same pass.
   *
   * @param format of its images
   * @param memory that the snapshot may be restored to
   * @param size its least size in bytes
   */
  static SnapshotRestoration recover(
      Store store, State.Format format, HostMemory memory, long size, Reports reports)
      throws IOException {
    Optional<Draft> draft = memory.draft();
    SnapshotRestoration restoration = null;
    try {
      restoration = recover(store, format, draft, size, reports);
      return restoration;
    } finally {
      // Nothing was taken, or not even looked for to the end.
      if (draft.isPresent() && (restoration == null || restoration.draft().isEmpty())) {
        draft.get().close();
      }
    }
  }

  private static SnapshotRestoration recover(
      Store store, State.Format format, Optional<Draft> draft, long size, Reports reports)
      throws IOException {
    ImageCopy copy = draft.map(Draft::copy).orElse(ImageCopy.NONE);
    Search search = Progress.during("reading the newest snapshot", () -> store.recover(copy));
    String unusable = null;
    for (Rejected rejected : search.rejected()) {
      unusable = rejected.file() + ": " + rejected.why();
      reports.say("not taken: " + unusable);
    }
    reports.leftAlone(search.others());
    store.notices().forEach(reports::say);
    if (search.givenUp() > 0) {
      reports.say(givenUp(search));
    }
    if (search.found().isPresent()) {
      Found found = search.found().get();
      try {
        Snapshot snapshot = new Snapshot(found, stateOf(found, format));
        reports.say("taken: " + snapshot.title());
        return new SnapshotRestoration(Optional.of(snapshot), unusable, format, draft, size);
      } catch (FormatException e) {
        unusable = found.file() + ": " + e.getMessage();
        reports.say("not taken: " + unusable);
      }
    }
    return new SnapshotRestoration(Optional.empty(), unusable, format, Optional.empty(), size);
  }

  private static String givenUp(Search search) {
    String taken =
        search
            .found()
            .map(found -> "goes on with generation " + found.generation())
            .orElse("there is no other one");
    return "LOST: generation "
        + search.givenUp()
        + ", and what was committed in it; "
        + taken
        + ". docs/recovery.md says how to go back, or forward again";
  }

  private static State stateOf(Found found, State.Format format) throws IOException {
    State state;
    try (FileChannel channel = PrivateFiles.open(found.file(), READ)) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      state = Isolation.call(() -> format.of(words));
    }
    if (state.progress().isEmpty() || state.isCutShort()) {
      throw new FormatException(
          FormatException.Reason.UNSEALED, "it holds no committed entry, so nothing to restore");
    }
    return state;
  }

  private String title() {
    return found.isSealed()
        ? found.file() + ", generation " + found.generation()
        : found.file() + ", without a seal, as the original's: nothing vouches for its bytes";
  }

  /** Reads and verifies it once more: who has only looked at it has kept nothing. */
  @Override
  public void copyTo(ImageCopy copy) throws IOException {
    Snapshots.copy(found, copy);
  }
}
