package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

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

  @Override
  public String title() {
    return snapshot.isPresent() ? "restored to" : "starts afresh in";
  }

  @Override
  public Optional<Image> image() throws HostException {
    if (snapshot.isEmpty() && unusable != null) {
      throw new HostException(
          unusable + ". There is nothing to go on with: move it away to start afresh");
    }
    return snapshot.map(taken -> taken);
  }

  @Override
  public Optional<String> whyNotKept(FileChannel existing) throws IOException {
    boolean mayBeFresh = snapshot.isEmpty() && unusable == null;
    try {
      if (existing.size() == 0) {
        return mayBeFresh ? Optional.empty() : Optional.of("the memory found there is empty");
      }
      BufferMemory words = BufferMemory.map(existing, MapMode.READ_ONLY, existing.size());
      State found = Isolation.call(() -> format.of(words));
      if (found.isCutShort()) {
        return Optional.of("the memory found there holds part of a transaction");
      }
      if (snapshot.isPresent()) {
        return found.whyNotInsteadOf(snapshot.get().state());
      }
      return mayBeFresh || found.progress().isPresent()
          ? Optional.empty()
          : Optional.of("the memory found there holds no committed entry");
    } catch (FormatException e) {
      return mayBeFresh && e.reason() == Reason.UNCONFIGURED
          ? Optional.empty()
          : Optional.of("the memory found there is unusable: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    if (draft.isPresent()) {
      draft.get().close();
    }
  }
}
