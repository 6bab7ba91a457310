package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.MemoryPlace;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Steps 6 and 7 of a host: the last state is brought to disk, and the memory removed. It is removed
 * only if it is the file whose last state was captured, and if that state was read back. Otherwise
 * it stays where the next start takes it up, or it is put aside where none destroys it.
 */
final class Ending {
  private final HostMemory memory;
  private final HeldMemory held;
  private final Rounds rounds;
  private final MemoryPlace place;
  private final Reports reports;
  private Rounds.Result result = Rounds.Result.FAILED;

  /**
   * Creates the end of a host whose client has ended.
   *
   * @param memory the memory
   * @param held the same, as it is open
   * @param rounds bring its state to disk
   * @param place is told that it is saved
   * @param reports who is told
   */
  Ending(HostMemory memory, HeldMemory held, Rounds rounds, MemoryPlace place, Reports reports) {
    this.memory = memory;
    this.held = held;
    this.rounds = rounds;
    this.place = place;
    this.reports = reports;
  }

  /** Ends; returns whether the last state is on disk, and nothing else is left. */
  boolean run() throws HostException, IOException {
    boolean isNamed = held.hasName();
    try (MemoryLock lock = isNamed ? memory.lock().orElse(null) : null) {
      boolean isAlone = isNamed ? lock != null && held.hasName() : held.lockOutClients();
      result = rounds.lastRound(isAlone);
      boolean isSaved = isSaved(isAlone);
      if (isSaved && isAlone && isNamed) {
        place.saved();
        memory.discard(lock);
      } else if (isSaved && !isAlone) {
        reports.say(
            isNamed
                ? "another process still uses the memory, it stays: " + memory.file()
                : "another process still uses the memory, which has lost its name: what it commits"
                    + " from now on is lost. End it");
      }
      return isSaved && (isNamed || isAlone && isNothingElseThere());
    }
  }

  /** Returns how the last round ended. */
  Rounds.Result result() {
    return result;
  }

  private boolean isSaved(boolean isAlone) throws IOException {
    switch (result) {
      case CUT_SHORT -> {
        reports.say("the client ended within a transaction: the last snapshot is its state");
        return isReadBack();
      }
      case SAVED, NOTHING -> {
        return isReadBack();
      }
      case FAILED -> {
        keep("the last state is not on disk, ", "it stays in " + memory.file());
        return false;
      }
      default -> {
        if (isAlone) {
          putAside("what the memory holds is no state of this store, ");
        } else {
          keep("what the memory holds is no state of this store, ", "it stays in " + memory.file());
        }
        return false;
      }
    }
  }

  private boolean isReadBack() throws IOException {
    try {
      rounds.verify();
      return true;
    } catch (IOException e) {
      keep(
          "what was written cannot be read back (" + Reports.describe(e) + "), ",
          "the memory stays in " + memory.file());
      return false;
    }
  }

  /** The next start takes up what has its name; what has none would be gone with this process. */
  private void keep(String why, String stays) throws IOException {
    if (held.hasName()) {
      reports.say(why + stays);
    } else {
      putAside(why);
      isNothingElseThere();
    }
  }

  private void putAside(String why) throws IOException {
    Optional<Path> aside = held.hasName() ? memory.putAside() : memory.copyAside(held.channel());
    reports.say(
        why
            + aside
                .map(path -> "and the memory is put aside as " + path)
                .orElse("and the memory stays with who passed it: " + memory.file()));
  }

  /** Keeps what somebody has put under the name; returns whether there was nothing. */
  private boolean isNothingElseThere() throws IOException {
    Optional<FileKey> other = FileKey.of(memory.file());
    if (other.isEmpty() || PrivateFiles.isDescriptor(memory.file())) {
      return true;
    }
    Optional<Path> aside = memory.putAside();
    reports.say(
        "another file had the name of the memory, and what was committed there is not captured: it"
            + " is put aside as "
            + aside.map(Path::toString).orElse("itself"));
    return false;
  }
}
