package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The clients of one snapshot, whoever started them: a client whose host was killed is nobody's
 * child any more, and is known by its environment.
 */
final class Clients {
  private final String mark;

  Clients(Path snapshot) {
    mark = "\0" + Handover.SNAPSHOT + "=" + snapshot + "\0";
  }

  /** Lists those that live, from the shell that is about to become one on. */
  List<ProcessHandle> alive() {
    return ProcessHandle.allProcesses().filter(this::isOne).toList();
  }

  private boolean isOne(ProcessHandle process) {
    try {
      byte[] environment =
          Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
      return ("\0" + new String(environment, StandardCharsets.UTF_8)).contains(mark);
    } catch (IOException e) {
      return false; // It has ended, or belongs to another user.
    }
  }

  /** Kills those that live now; their host may start another. Returns how many there were. */
  int kill() {
    List<ProcessHandle> victims = alive();
    victims.forEach(ProcessHandle::destroyForcibly);
    return victims.size();
  }

  /** Kills all, when no host lives, and returns when none can write to the memory any more. */
  void killForGood(Optional<Path> memory) throws Exception {
    Await.until(
        "all clients are dead",
        () -> {
          // Again and again: a shell that was about to start a client may have done so.
          return kill() == 0 && !(memory.isPresent() && isLocked(memory.get()));
        });
  }

  /** The lock goes with the last thread of a client, its environment with the first. */
  private static boolean isLocked(Path memory) throws IOException {
    try (FileChannel channel = FileChannel.open(memory)) {
      return MemoryLock.isHeld(memory, channel);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
