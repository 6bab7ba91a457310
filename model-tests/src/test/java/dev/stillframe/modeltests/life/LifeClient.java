package dev.stillframe.modeltests.life;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.examples.RecordLog;
import dev.stillframe.examples.Records;
import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Commits numbered records until it is killed. Unlike {@link Records} it goes on with whatever it
 * finds, and leaves the judgement to others: it writes down what it found, and whether another
 * writer lived then.
 */
public final class LifeClient {
  private static final int BYTES = 64;

  private LifeClient() {}

  /**
   * Runs the program.
   *
   * @param args the directory of a {@link LifeWorld}
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (QueueClient client = QueueClient.open(memory, Records.LAYOUT, Records.TAIL_BYTES);
        FileChannel writers = FileChannel.open(LifeWorld.writers(directory), CREATE, WRITE)) {
      if (writers.tryLock() == null) {
        say(directory, "second");
        return;
      }
      // What a library in the same process may do: a lock of POSIX on this file goes with it.
      FileChannel.open(memory, READ).close();
      Acknowledged acknowledged = Acknowledged.open(LifeWorld.acknowledged(directory));
      long found = RecordLog.verify(client.entries(), client::read, client::getTail);
      say(directory, "found " + found + " " + acknowledged.get());
      commit(client, found, acknowledged);
    }
  }

  private static void commit(QueueClient client, long found, Acknowledged acknowledged) {
    RecordCodec codec = new RecordCodec(BYTES);
    acknowledged.set(found);
    for (long next = found + 1; ; next++) {
      long sequence = next;
      codec.encode(sequence, BYTES);
      client.commit(
          codec.bytes(),
          0,
          BYTES,
          reservation -> {
            reservation.setTail(reservation.slot(), sequence);
            return true;
          });
      acknowledged.set(sequence);
    }
  }

  private static void say(Path directory, String line) throws IOException {
    Files.write(
        LifeWorld.log(directory),
        (line + "\n").getBytes(StandardCharsets.US_ASCII),
        CREATE,
        APPEND);
  }
}
