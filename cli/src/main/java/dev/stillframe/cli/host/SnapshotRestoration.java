package dev.stillframe.cli.host;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.memory.Draft;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.NotKept;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;
import java.util.UUID;

/**
 * What a store of images says: a memory that is not older than the snapshot is kept.
 *
 * @param snapshot the newest that can be restored
 * @param unusable why another file of that name cannot be; null if there is none
 * @param format of its images, and so of the memory
 * @param draft holds the snapshot, if a memory was made of it already
 * @param size the least size of the memory in bytes
 */
record SnapshotRestoration(
    Optional<Snapshot> snapshot,
    String unusable,
    State.Format format,
    Optional<Draft> draft,
    long size)
    implements Restoration {
  private static final UUID UNKNOWN = new UUID(0, 0);

  @Override
  public boolean isFresh() {
    return snapshot.isEmpty();
  }

  @Override
  public String title() {
    return isFresh() ? "starts afresh in" : "restored to";
  }

  @Override
  public Optional<Image> image() throws HostException {
    if (snapshot.isEmpty() && unusable != null) {
      throw new HostException(
          unusable + ". There is nothing to go on with: move it away to start afresh");
    }
    return snapshot.map(taken -> taken);
  }

  /**
   * A file that somebody has put there has another one, and changes nothing of whose store it is.
   */
  @Override
  public UUID identityOf(Optional<UUID> recorded) {
    Optional<UUID> stored = snapshot.map(taken -> taken.state().identity());
    return recorded
        .or(() -> stored.filter(words -> !words.equals(UNKNOWN)))
        .orElseGet(State::newIdentity);
  }

  @Override
  public Optional<String> upTo() {
    return snapshot.map(taken -> "offset " + taken.state().progress().orElseThrow());
  }

  @Override
  public Optional<NotKept> whyNotKept(FileChannel existing, UUID identity) throws IOException {
    boolean mayBeFresh = snapshot.isEmpty() && unusable == null;
    Optional<NotKept> kept = Optional.empty();
    try {
      if (existing.size() == 0) {
        return mayBeFresh ? kept : Optional.of(NotKept.nothing("the memory found there is empty"));
      }
      BufferMemory words = BufferMemory.map(existing, MapMode.READ_ONLY, existing.size());
      State found = Isolation.call(() -> format.of(words));
      return found.whyNotKept(identity, snapshot.map(Snapshot::state), mayBeFresh);
    } catch (FormatException e) {
      if (e.reason() == Reason.UNCONFIGURED) {
        return mayBeFresh
            ? kept
            : Optional.of(NotKept.nothing("the memory found there is unusable: " + e.getMessage()));
      }
      return Optional.of(NotKept.unknown("the memory found there is unusable: " + e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (draft.isPresent()) {
      draft.get().close();
    }
  }
}
