package dev.stillframe.cli.host;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.cli.memory.Draft;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.MemoryContent;
import dev.stillframe.cli.memory.NotKept;
import dev.stillframe.cli.memory.Replacing;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Progress;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Decides what the client is to find in the memory, and puts it there. */
final class Preparation {
  private final HostMemory memory;
  private final Restoration restoration;
  private final UUID identity;
  private final Replacing replacing;
  private final Reports reports;

  /**
   * Creates a preparation.
   *
   * @param memory where the memory is
   * @param restoration what the store says
   * @param identity that of the store, and so of its memory
   * @param replacing is told before a memory is replaced
   * @param reports who is told
   */
  Preparation(
      HostMemory memory,
      Restoration restoration,
      UUID identity,
      Replacing replacing,
      Reports reports) {
    this.memory = memory;
    this.restoration = restoration;
    this.identity = identity;
    this.replacing = replacing;
    this.reports = reports;
  }

  /**
   * Leaves a memory that a client can open, and touches none that a client has locked.
   *
   * @return whether it was free
   */
  boolean run() throws HostException, IOException {
    while (true) {
      if (isInUse()) {
        return false;
      }
      try (MemoryLock lock = memory.lock().orElse(null)) {
        if (lock == null) {
          continue; // Somebody came between the two looks.
        }
        boolean isDone =
            lock.channel() == null
                ? replace(null, "there was no memory")
                : keepOrReplace(lock.channel());
        if (isDone) {
          return true;
        }
        // Or somebody has made one meanwhile, which is looked at like any other.
      }
    }
  }

  private boolean isInUse() throws HostException, IOException {
    try (FileChannel existing = memory.open(READ).orElse(null)) {
      boolean isInUse = MemoryLock.isHeld(memory.file(), existing);
      if (isInUse && existing == null) {
        throw new HostException(
            "a client has locked "
                + MemoryLock.path(memory.file())
                + ", and its memory is gone: end that client first");
      }
      return isInUse;
    }
  }

  /** Returns false if it is to be looked at again. */
  private boolean keepOrReplace(FileChannel existing) throws HostException, IOException {
    if (LockFile.isHeld(existing, HeldMemory.HOST_BYTE)) {
      throw new HostException(
          memory.file() + " is in use by another host: end that one, or choose another name");
    }
    Optional<NotKept> whyNot = memory.whyNotTrusted();
    if (whyNot.isEmpty()) {
      whyNot = restoration.whyNotKept(existing, identity);
    }
    if (whyNot.isEmpty()) {
      keep(existing);
      return true;
    }
    return replace(existing, whyNot.get());
  }

  private void keep(FileChannel existing) throws HostException {
    reports.say("goes on with the memory " + memory.file());
    fill(
        () -> {
          PrivateFiles.extend(existing, Math.max(restoration.size(), QueueLayout.PAGE));
          // A fresh one, and one of a client that knows no identities, may have none yet.
          MemoryContent.writeIdentity(existing, identity);
          return null;
        });
  }

  private boolean replace(FileChannel existing, NotKept whyNot) throws HostException, IOException {
    restoration.image(); // Throws if there is nothing to go on with: all stays as it is then.
    Optional<Path> aside = Optional.empty();
    replacing.replacing(memory, identity);
    if (whyNot.loss() != NotKept.Loss.NOTHING) {
      aside = memory.putAside();
      aside.ifPresent(path -> reports.say(whyNot.why() + ": it is put aside as " + path));
      if (aside.isEmpty() && whyNot.loss() == NotKept.Loss.UNKNOWN) {
        throw new HostException(
            memory.file()
                + ": "
                + whyNot.why()
                + ". It stays as it is: pass an empty one, or the one of this store");
      }
    }
    return replace(aside.isPresent() ? null : existing, whyNot.why());
  }

  /** Returns false if there was nothing to be replaced, and there is something now. */
  private boolean replace(FileChannel existing, String why) throws HostException {
    Optional<Image> image = restoration.image();
    reports.say(restoration.title() + " " + memory.file() + " (" + why + ")");
    Optional<Draft> draft = restoration.draft();
    if (draft.isPresent()) {
      return fill(
          () -> {
            draft.get().finish(restoration.size(), identity);
            return draft.get().publish(existing);
          });
    }
    return fill(() -> memory.create(existing, image, restoration.size(), identity));
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
