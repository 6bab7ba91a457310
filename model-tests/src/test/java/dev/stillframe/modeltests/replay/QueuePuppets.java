package dev.stillframe.modeltests.replay;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.replay.Puppet.Questions;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.queue.Reservation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The client and the host of the queue, on the shipped classes; they ask what the spec leaves open.
 */
final class QueuePuppets {
  /** How many words to commit, and as which attempt; comes with the writer. */
  static final String COMMIT = "commit";

  /** Whether to abandon the commit: 1 or 0. */
  static final String ABANDON = "abandon";

  /** When to go on after a capture was kept; comes with the image. */
  static final String PERSIST = "persist";

  private static final int ATTEMPT_BITS = 16;
  private static final int INDEX_BITS = 8;

  private final long size;
  private final Views views;

  QueuePuppets(long size, Views views) {
    this.size = size;
    this.views = views;
  }

  static long command(int words, int attempt) {
    return (long) words << ATTEMPT_BITS | attempt;
  }

  /** Returns the data word with an index, from 1 on, of an attempt. */
  static long dataWord(int attempt, int index) {
    return (long) attempt << INDEX_BITS | index;
  }

  Puppet client() {
    return Puppet.start(size, this::runClient);
  }

  Puppet host() {
    return Puppet.start(size, this::runHost);
  }

  private void runClient(WordMemory memory, Questions questions) throws FormatException {
    QueueWriter writer = new QueueWriter(views.ofClient().apply(memory));
    while (true) {
      long command = questions.ask(COMMIT, writer);
      int attempt = (int) command & (1 << ATTEMPT_BITS) - 1;
      int words = (int) (command >> ATTEMPT_BITS);
      ByteBuffer payload = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int index = 1; index <= words; index++) {
        payload.putLong(dataWord(attempt, index));
      }
      writer.commit(payload.array(), 0, payload.capacity(), r -> writeTail(r, attempt, questions));
    }
  }

  private static boolean writeTail(Reservation tail, int attempt, Questions questions) {
    if (questions.ask(ABANDON, null) != 0) {
      return false;
    }
    tail.setTail(tail.slot(), attempt);
    return questions.ask(ABANDON, null) == 0;
  }

  private void runHost(WordMemory memory, Questions questions) throws FormatException {
    QueueCapture capture = new QueueCapture(views.ofHost().apply(memory));
    while (true) {
      if (capture.capture() == Outcome.KEPT) {
        questions.ask(PERSIST, capture.image().bytes());
      }
    }
  }
}
