package dev.stillframe.modeltests.traces;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.queue.CommitRefusedException;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.queue.Reservation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * What the client and the host of a recorded run do, on the shipped classes. Each word that the
 * client commits tells by which call, so that no two commits look alike.
 */
final class QueuePrograms {
  /** Small enough that slots and ring wrap within a few commits. */
  static final QueueLayout LAYOUT = QueueLayout.of(4, 8 * Long.BYTES);

  /** With one tail word for each slot. */
  static final long SIZE = LAYOUT.tailAt() + LAYOUT.entries() * (long) Long.BYTES;

  private static final int CAPACITY_WORDS = (int) LAYOUT.dataBytes() / Long.BYTES;

  /** Most payloads are small, or most commits would be refused. */
  private static final int USUAL_WORDS = 4;

  private static final int INDEX_BITS = 8;

  private QueuePrograms() {}

  /** What a callback may throw to abandon its commit. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Opens the memory and commits so many times, if it is not refused or abandons. */
  static void client(WordMemory memory, EventLog log, Random random, int calls)
      throws FormatException {
    log.call(Actor.CLIENT, Kind.START, 0);
    QueueWriter writer = new QueueWriter(memory);
    log.call(Actor.CLIENT, Kind.OPENED, writer.writeOffset());
    for (int i = 0; i < calls; i++) {
      commit(writer, log, random);
    }
  }

  private static void commit(QueueWriter writer, EventLog log, Random random) {
    int most = random.nextInt(8) == 0 ? CAPACITY_WORDS : USUAL_WORDS;
    int words = 1 + random.nextInt(most);
    int abandons = random.nextInt(20);
    long stamp = log.call(Actor.CLIENT, Kind.BEGIN, words * (long) Long.BYTES);
    byte[] payload = payload(stamp, words);
    boolean isDone;
    try {
      isDone = writer.commit(payload, 0, payload.length, r -> writeTail(r, stamp, abandons));
    } catch (CommitRefusedException e) {
      log.call(Actor.CLIENT, Kind.REFUSED, payload.length);
      return;
    } catch (Abandoned e) {
      isDone = false;
    }
    log.call(Actor.CLIENT, isDone ? Kind.END : Kind.ABORT, writer.writeOffset());
  }

  private static boolean writeTail(Reservation tail, long stamp, int abandons) {
    if (abandons == 0) {
      return false;
    }
    tail.setTail(tail.slot(), stamp);
    if (abandons == 1) {
      throw new Abandoned();
    }
    return abandons != 2;
  }

  private static byte[] payload(long stamp, int words) {
    ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= words; i++) {
      bytes.putLong(stamp << INDEX_BITS | i);
    }
    return bytes.array();
  }

  /** Returns which call has written a data word; 0 if none has. */
  static long stamp(long dataWord) {
    return dataWord >>> INDEX_BITS;
  }

  /** Returns which word of its payload a data word is, from 1 on; 0 if it is none. */
  static long index(long dataWord) {
    return dataWord & (1 << INDEX_BITS) - 1;
  }

  /** Captures, and keeps what it gets as a store does: the newest image. */
  static void host(WordMemory memory, EventLog log, Random random, int looks)
      throws FormatException {
    log.call(Actor.HOST, Kind.START, 0);
    QueueCapture capture = new QueueCapture(memory);
    for (int i = 0; i < looks; i++) {
      if (random.nextInt(4) == 0) {
        log.call(Actor.HOST, capture.hasNews() ? Kind.NEWS : Kind.NO_NEWS, 0);
      }
      switch (capture.capture()) {
        case KEPT -> {
          log.call(Actor.HOST, Kind.KEPT, capture.kept());
          persist(capture.image().bytes(), log);
        }
        case EMPTY -> log.call(Actor.HOST, Kind.EMPTY, 0);
        case LAPPED -> log.call(Actor.HOST, Kind.LAPPED, 0);
      }
    }
  }

  /** Header, offsets, lengths, tail words, data: the order that the spec has for an image. */
  private static void persist(ByteBuffer buffer, EventLog log) {
    WordMemory image = new BufferMemory(buffer);
    record(image, log, QueueLayout.WRITE_OFFSET_AT, Long.BYTES, 1);
    record(image, log, LAYOUT.offsetAt(0), QueueLayout.DESCRIPTOR_BYTES, LAYOUT.entries());
    record(image, log, LAYOUT.lengthAt(0), QueueLayout.DESCRIPTOR_BYTES, LAYOUT.entries());
    record(image, log, LAYOUT.tailAt(), Long.BYTES, LAYOUT.entries());
    record(image, log, LAYOUT.dataAt(), Long.BYTES, CAPACITY_WORDS);
    log.call(Actor.HOST, Kind.PERSIST, 0);
  }

  private static void record(WordMemory image, EventLog log, long first, long stride, int count) {
    for (long at = first; at < first + stride * count; at += stride) {
      log.call(Actor.HOST, Kind.IMAGE, at, image.getOpaque(at), 0);
    }
  }
}
