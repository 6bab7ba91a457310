package dev.stillframe.conformance.port;

import dev.stillframe.conformance.port.Request.TailWord;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.CommitRefusedException;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.queue.Reservation;
import dev.stillframe.queue.TailWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Readers and the client of the queue. */
final class QueuePart {
  private static final int NUMBER_BYTES = Long.BYTES;

  private MemoryLock lock;
  private StepMemory memory;
  private QueueWriter writer;

  /** {@code list FILE}. */
  static String list(Path file) throws IOException {
    BufferMemory memory = map(file);
    QueueReader reader = new QueueReader(memory);
    QueueLayout layout = reader.layout();
    StringBuilder answer = new StringBuilder("ok ");
    answer.append(layout.entries()).append(' ').append(layout.dataBytes()).append(' ');
    answer.append(memory.size() - layout.tailAt());
    reader.entries().forEach(entry -> answer.append(' ').append(describe(entry)));
    return answer.toString();
  }

  /** {@code read FILE}. */
  static String read(Path file) throws IOException {
    QueueReader reader = new QueueReader(map(file));
    StringBuilder answer = new StringBuilder("ok");
    for (Entry entry : reader.entries()) {
      byte[] bytes = reader.read(entry).orElseThrow(() -> new IOException("somebody writes it"));
      answer.append(' ').append(entry.slot()).append(':').append(entry.offset()).append(':');
      answer.append(HexFormat.of().formatHex(bytes));
    }
    return answer.toString();
  }

  static String describe(Entry entry) {
    return entry.slot() + ":" + entry.offset() + ":" + entry.length();
  }

  static BufferMemory map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
    }
  }

  /** {@code open FILE ENTRIES DATA TAIL}. */
  String open(Path file, QueueLayout layout, long tailBytes) throws IOException {
    close();
    // The library's own way in configures; then the same memory is taken up once more, by steps.
    QueueClient.open(file, layout, tailBytes).close();
    return recover(file);
  }

  /** {@code recover FILE}. */
  String recover(Path file) throws IOException {
    close();
    lock = MemoryLock.open(file);
    try {
      memory = new StepMemory(BufferMemory.mapAll(lock.channel()));
      writer = new QueueWriter(memory);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    return "ok " + writer.writeOffset() + " " + writer.room();
  }

  /** {@code commit BYTES TAIL...}. */
  String commit(byte[] bytes, List<TailWord> tail) {
    requireOpen();
    long offset = writer.writeOffset();
    try {
      writer.commit(bytes, 0, bytes.length, tailWriter(tail));
      return "ok " + offset;
    } catch (CommitRefusedException e) {
      return "refused " + writer.room();
    }
  }

  private static TailWriter tailWriter(List<TailWord> tail) {
    return reservation -> {
      tail.forEach(word -> reservation.setTail(word.index(), word.value()));
      return true;
    };
  }

  /** {@code abort STEPS BYTES TAIL...}. */
  String abort(int steps, byte[] bytes, List<TailWord> tail) throws IOException {
    requireOpen();
    memory.endCommitBehind(writer.layout(), steps);
    try {
      String answer = commit(bytes, tail);
      return answer.startsWith("refused") ? answer : "ok";
    } catch (StepMemory.Abandoned e) {
      return "ok";
    } finally {
      close();
    }
  }

  /** {@code run COUNT LONGEST}: commits at full speed, each with its number in the tail. */
  String run(long count, int longest) throws IOException {
    requireOpen();
    byte[] bytes = new byte[longest];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Optional<byte[]> latest = new QueueReader(memory).latest();
    long number =
        latest.map(b -> ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).getLong()).orElse(0L);
    TailWriter tail = reservation -> numberInTail(reservation, words.getLong(0));
    for (long i = 0; i < count; i++) {
      number++;
      int length = NUMBER_BYTES + (int) (number * 7919 % (longest - NUMBER_BYTES + 1));
      words.putLong(0, number);
      for (int at = NUMBER_BYTES; at < length; at++) {
        bytes[at] = (byte) (number + at);
      }
      writer.commit(bytes, 0, length, tail);
    }
    return "ok " + number;
  }

  private static boolean numberInTail(Reservation reservation, long number) {
    reservation.setTail(reservation.slot(), number);
    return true;
  }

  /** {@code dump AT COUNT}. */
  String dump(long at, int count) {
    requireOpen();
    StringBuilder answer = new StringBuilder("ok");
    for (int i = 0; i < count; i++) {
      answer.append(
          String.format(Locale.ROOT, " %016x", memory.getOpaque(at + (long) i * Long.BYTES)));
    }
    return answer.toString();
  }

  private void requireOpen() {
    if (writer == null) {
      throw new IllegalStateException("no memory is open");
    }
  }

  /** {@code close}. */
  void close() throws IOException {
    writer = null;
    memory = null;
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
