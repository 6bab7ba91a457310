package dev.stillframe.modeltests.traces;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.RecordingMemory.Fate;
import dev.stillframe.modeltests.traces.RecordingMemory.Killed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A client or a host in a process of its own, which goes on until it is killed. What it does is
 * recorded in a file that all processes of the run map.
 */
final class RecordedProcess {
  private RecordedProcess() {}

  /** Arguments: the protocol, who this is, the memory, the record, a seed. */
  public static void main(String[] arguments) throws Exception {
    endWithParent();
    Actor who = Actor.valueOf(arguments[1]);
    WordMemory memory = map(Path.of(arguments[2]));
    EventLog log = new EventLog(map(Path.of(arguments[3])));
    Random random = new Random(Long.parseLong(arguments[4]));
    RecordingMemory recorded =
        new RecordingMemory(memory, log, who, () -> fate(log, who, random), random);
    try {
      Protocol.valueOf(arguments[0]).program(who).run(recorded, log, random, Integer.MAX_VALUE);
    } catch (Killed e) {
      log.stopped();
      while (true) {
        LockSupport.park(); // SIGKILL comes; until then the lock is held.
      }
    }
  }

  private static Fate fate(EventLog log, Actor who, Random random) {
    for (int i = random.nextInt(3); i > 0; i--) {
      Thread.yield();
    }
    if (!log.mustStop(who)) {
      return Fate.LIVES;
    }
    return random.nextBoolean() ? Fate.DIES_UNDONE : Fate.DIES_DONE;
  }

  static WordMemory map(Path file) throws IOException {
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return BufferMemory.map(channel, MapMode.READ_WRITE, channel.size());
    }
  }

  /** Nobody would kill this process if the one that records were killed. */
  private static void endWithParent() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Only the end of the input matters.
                }
              } catch (IOException e) {
                // It is the end as well.
              }
              Runtime.getRuntime().halt(1);
            });
    thread.setDaemon(true);
    thread.start();
  }
}
