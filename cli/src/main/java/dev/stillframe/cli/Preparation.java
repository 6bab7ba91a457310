package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.FileLocks;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueClient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/** Decides what the client is to find in the memory, and puts it there. */
final class Preparation {
  private final HostMemory memory;
  private final Optional<Snapshot> snapshot;
  private final String unusable;
  private final long size;
  private final Reports reports;

  /**
   * Creates a preparation.
   *
   * @param memory where the memory is
   * @param recovery what the store gave
   * @param size the least size of the memory in bytes
   * @param reports who is told
   */
  Preparation(HostMemory memory, Snapshot.Recovery recovery, long size, Reports reports) {
    this.memory = memory;
    this.snapshot = recovery.snapshot();
    this.unusable = recovery.unusable();
    this.size = size;
    this.reports = reports;
  }

  /** Leaves a memory that a client can open, and touches none that a client has locked. */
  void run() throws HostException, IOException {
    // One channel for all: closing any other one on this file would drop the lock.
    try (FileChannel existing = memory.open(READ, WRITE).orElse(null)) {
      if (existing == null) {
        replace(null, "there was no memory");
      } else if (!FileLocks.isHeld(existing, QueueClient.LOCKED_BYTE)
          && FileLocks.acquire(existing, QueueClient.LOCKED_BYTE).isPresent()) {
        keepOrReplace(existing);
      }
    }
  }

  private void keepOrReplace(FileChannel existing) throws HostException, IOException {
    Optional<String> whyNot = whyNotKept(existing);
    if (whyNot.isPresent()) {
      replace(existing, whyNot.get());
      return;
    }
    reports.say("goes on with the memory " + memory.file());
    fill(() -> PrivateFiles.extend(existing, size));
  }

  private void replace(FileChannel existing, String why) throws HostException {
    if (snapshot.isEmpty() && unusable != null) {
      throw new HostException(
          unusable + ". There is nothing to go on with: move it away to start afresh");
    }
    String what = snapshot.isPresent() ? "restored to " : "starts afresh in ";
    reports.say(what + memory.file() + " (" + why + ")");
    fill(() -> memory.create(existing, snapshot.map(Snapshot::image), size));
  }

  private interface Filling {
    void run() throws IOException;
  }

  private static void fill(Filling filling) throws HostException {
    try {
      filling.run();
    } catch (IOException e) {
      throw new HostException(
          "cannot fill the memory: "
              + Reports.describe(e)
              + ". Make room, or ask for a smaller --size");
    }
  }

  /** Tells why what a memory holds is not to be used; empty if it is. */
  private Optional<String> whyNotKept(FileChannel existing) throws IOException {
    boolean mayBeFresh = snapshot.isEmpty() && unusable == null;
    try {
      if (existing.size() == 0) {
        return mayBeFresh ? Optional.empty() : Optional.of("the memory found there is empty");
      }
      BufferMemory words = BufferMemory.map(existing, MapMode.READ_ONLY, existing.size());
      State found = Isolation.call(() -> State.of(words));
      if (snapshot.isPresent()) {
        return found.whyNotInsteadOf(snapshot.get().state());
      }
      return mayBeFresh || found.newest().isPresent()
          ? Optional.empty()
          : Optional.of("the memory found there holds no committed entry");
    } catch (FormatException e) {
      return mayBeFresh && e.reason() == Reason.UNCONFIGURED
          ? Optional.empty()
          : Optional.of("the memory found there is unusable: " + e.getMessage());
    }
  }
}
