package dev.stillframe.cli.inspect;

import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.FormatException;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.State;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleContents.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a memory of the triple buffer holds, also while client and host change it.
 *
 * @param file its path
 * @param size bytes
 * @param capacity bytes of records that a buffer holds; null if the memory is not usable
 * @param identity 32 hexadecimal digits, zeros if unknown
 * @param control the control word, 16 hexadecimal digits
 * @param hostWaits whether that says so
 * @param durable A, the number of the newest record that is durable
 * @param newest number of the newest record
 * @param buffers all three
 * @param restorable whether a client and a host could go on with it
 * @param why what speaks against it
 */
@JsonInclude(Include.NON_NULL)
public record TripleInspection(
    String file,
    long size,
    Long capacity,
    String identity,
    String control,
    Boolean hostWaits,
    Long durable,
    Long newest,
    List<Buffer> buffers,
    boolean restorable,
    String why)
    implements Inspected {

  /**
   * A buffer.
   *
   * @param number from 1 to 3
   * @param owner "host" has taken it, "offered" is what the client changes and the host may take,
   *     "client" is free
   * @param bytes of its capacity that are used
   * @param first number of its first record; null if there is none, or if it changed too fast
   * @param last number of its last record
   * @param base whether the first one is a base
   */
  @JsonInclude(Include.NON_NULL)
  public record Buffer(int number, String owner, long bytes, Long first, Long last, Boolean base) {
    private static Buffer of(TripleContents.Buffer buffer) {
      Optional<Records> records = buffer.records();
      return new Buffer(
          buffer.number(),
          buffer.isTaken() ? "host" : "offered",
          buffer.bytes(),
          records.map(Records::first).orElse(null),
          records.map(Records::last).orElse(null),
          records.map(Records::beginsWithBase).orElse(null));
    }

    private void print(PrintWriter out) {
      out.printf(Locale.ROOT, "  %d  %-8s", number, owner);
      if (bytes > 0) {
        out.printf(Locale.ROOT, " %d bytes, ", bytes);
        out.print(first == null ? "changing" : "records " + first + " to " + last);
        out.print(Boolean.TRUE.equals(base) ? ", the first is a base" : "");
      }
      out.println();
    }
  }

  /**
   * Looks at a file that has the version word of a triple buffer.
   *
   * @param file its path
   * @return what it holds, or why it cannot be used
   * @throws IOException if it cannot be read
   */
  public static TripleInspection of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      long size = channel.size();
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, size);
      try {
        return of(file, size, Isolation.call(() -> TripleContents.of(words)));
      } catch (FormatException e) {
        return new TripleInspection(
            file.toString(), size, null, null, null, null, null, null, null, false, e.getMessage());
      }
    }
  }

  private static TripleInspection of(Path file, long size, TripleContents contents) {
    List<Buffer> buffers = new ArrayList<>();
    for (int number = 1; number <= TripleContents.BUFFERS; number++) {
      int wanted = number;
      buffers.add(
          contents.buffers().stream()
              .filter(buffer -> buffer.number() == wanted)
              .map(Buffer::of)
              .findFirst()
              .orElse(new Buffer(number, "client", 0, null, null, null)));
    }
    return new TripleInspection(
        file.toString(),
        size,
        contents.layout().capacity(),
        State.identity(contents.identity()),
        String.format(Locale.ROOT, "%016x", contents.control()),
        contents.hostWaits(),
        contents.durable(),
        contents.newest(),
        buffers,
        true,
        null);
  }

  @Override
  public Optional<Long> upTo() {
    return Optional.ofNullable(newest);
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(Locale.ROOT, "file        %s, %d bytes%n", file, size);
    if (buffers != null) {
      out.printf(
          Locale.ROOT, "format      triple buffer, version 1, 3 buffers of %d bytes%n", capacity);
      out.printf(Locale.ROOT, "identity    %s%n", identity);
      out.printf(Locale.ROOT, "control     %s%s%n", control, hostWaits ? ", the host waits" : "");
      out.printf(
          Locale.ROOT, "durable     %s%n", durable == 0 ? "nothing" : "up to record " + durable);
      out.printf(Locale.ROOT, "newest      %s%n", newest == 0 ? "none" : "record " + newest);
      out.printf(Locale.ROOT, "buffers%n");
      buffers.forEach(buffer -> buffer.print(out));
    }
    printVerdict(out);
  }
}
