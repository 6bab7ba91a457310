package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.files.FileLocks;
import dev.stillframe.files.LockedFile;
import dev.stillframe.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Decides what the client is to find in the memory, and puts it there. */
final class Preparation {
  private final HostMemory memory;
  private final Restoration restoration;
  private final Reports reports;

  /**
   * Creates a preparation.
   *
   * @param memory where the memory is
   * @param restoration what the store says
   * @param reports who is told
   */
  Preparation(HostMemory memory, Restoration restoration, Reports reports) {
    this.memory = memory;
    this.restoration = restoration;
    this.reports = reports;
  }

  /**
   * Leaves a memory that a client can open, and touches none that a client has locked.
   *
   * @return whether it was free
   */
  boolean run() throws HostException, IOException {
    // One channel for all: closing any other one on this file would drop the lock.
    try (FileChannel existing = memory.open(READ, WRITE).orElse(null)) {
      if (existing == null) {
        // Or somebody has made one meanwhile, which is looked at like any other.
        return replace(null, "there was no memory") || run();
      }
      if (!FileLocks.isHeld(existing, LockedFile.LOCKED_BYTE)
          && FileLocks.acquire(existing, LockedFile.LOCKED_BYTE).isPresent()) {
        keepOrReplace(existing);
        return true;
      }
      return false;
    }
  }

  private void keepOrReplace(FileChannel existing) throws HostException, IOException {
    Optional<String> whyNot = restoration.whyNotKept(existing);
    if (whyNot.isPresent()) {
      replace(existing, whyNot.get());
      return;
    }
    reports.say("goes on with the memory " + memory.file());
    fill(
        () -> {
          PrivateFiles.extend(existing, restoration.size());
          return null;
        });
  }

  /** Returns false if there was nothing to be replaced, and there is something now. */
  private boolean replace(FileChannel existing, String why) throws HostException {
    Optional<Image> image = restoration.image();
    reports.say(restoration.title() + " " + memory.file() + " (" + why + ")");
    Optional<Draft> draft = restoration.draft();
    if (draft.isPresent()) {
      return fill(
          () -> {
            draft.get().copy().finish(restoration.size());
            return draft.get().publish(existing);
          });
    }
    return fill(() -> memory.create(existing, image, restoration.size()));
  }

  private static <T> T fill(Progress.Work<T> filling) throws HostException {
    try {
      return Progress.during("filling the memory", filling);
    } catch (IOException e) {
      throw new HostException(
          "cannot fill the memory: "
              + Reports.describe(e)
              + ". Make room, or ask for a smaller --size");
    }
  }
}
