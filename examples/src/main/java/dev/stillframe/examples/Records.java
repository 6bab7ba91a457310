package dev.stillframe.examples;

import dev.stillframe.queue.CommitRefusedException;
import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Commits numbered records at full speed, and checks at its start that all it finds is whole and
 * that nothing is missing which it acknowledged before.
 *
 * <p>Under a host it uses the host's memory, alone {@code records.mem} in the working directory.
 */
public final class Records {
  /** Twice the largest payload and a little: nothing is refused. */
  public static final QueueLayout LAYOUT = QueueLayout.of(16, 1 << 16);

  /** One tail word for each slot, which repeats the record's number. */
  public static final long TAIL_BYTES = LAYOUT.entries() * (long) Long.BYTES;

  private static final int LARGEST = 32_000;
  private static final String USAGE =
      "usage: Records ACKNOWLEDGED [SMALLEST LARGEST [COUNT]]\n"
          + "  ACKNOWLEDGED  file for the number of the last acknowledged record\n"
          + "  SMALLEST, LARGEST  bytes in a record (default: "
          + RecordCodec.SMALLEST
          + " to "
          + LARGEST
          + ")\n"
          + "  COUNT  how many records in all (default: no end)";

  private final QueueClient client;
  private final Acknowledged acknowledged;

  private Records(QueueClient client, Acknowledged acknowledged) {
    this.client = client;
    this.acknowledged = acknowledged;
  }

  /**
   * Runs the program.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    if (args.length != 1 && args.length != 3 && args.length != 4) {
      System.err.println(USAGE);
      System.exit(2);
    }
    int smallest = args.length > 1 ? Integer.parseInt(args[1]) : RecordCodec.SMALLEST;
    int largest = args.length > 1 ? Integer.parseInt(args[2]) : LARGEST;
    if (smallest < RecordCodec.SMALLEST || largest < smallest) {
      System.err.println(USAGE);
      System.exit(2);
    }
    long count = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
    Path memory = Handover.memory(System.getenv()).orElse(Path.of("records.mem"));
    try (QueueClient client = QueueClient.open(memory, LAYOUT, TAIL_BYTES)) {
      Records records = new Records(client, Acknowledged.open(Path.of(args[0])));
      long last = records.recover();
      System.out.println("records: goes on after " + last);
      records.commit(last, count, smallest, largest);
      System.out.println("records: ends after " + records.acknowledged.get());
    } catch (BrokenRecordException | CommitRefusedException | IOException e) {
      System.err.println("records: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Checks what the memory holds. The newest record is the last acknowledged one, or the one that
   * was committed and not acknowledged yet when the client was killed.
   */
  private long recover() {
    long newest = RecordLog.verify(client.entries(), client::read, client::getTail);
    long last = acknowledged.get();
    if (newest != last && newest != last + 1) {
      throw new BrokenRecordException(
          String.format(
              Locale.ROOT,
              "record %d was acknowledged, and the newest recovered is %d",
              last,
              newest));
    }
    acknowledged.set(newest);
    return newest;
  }

  private void commit(long last, long count, int smallest, int largest) {
    RecordCodec codec = new RecordCodec(largest);
    SplittableRandom random = new SplittableRandom(last);
    for (long next = last + 1; next <= count; next++) {
      long sequence = next;
      int length = random.nextInt(smallest, largest + 1);
      codec.encode(sequence, length);
      client.commit(
          codec.bytes(),
          0,
          length,
          reservation -> {
            reservation.setTail(reservation.slot(), sequence);
            return true;
          });
      acknowledged.set(sequence);
    }
  }
}
