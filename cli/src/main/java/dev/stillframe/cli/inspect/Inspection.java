package dev.stillframe.cli.inspect;

import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.FormatException;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.State;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.Boot;
import dev.stillframe.store.Mark;
import dev.stillframe.store.Seal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file holds, be it a snapshot or a memory that a client is writing.
 *
 * @param file its path
 * @param size bytes
 * @param header what page 0 says; null if that is impossible
 * @param seal what vouches for the bytes
 * @param mark of an image of the twin store; null for any other file
 * @param entries the consecutive entries that end at the newest one, oldest first
 * @param strays valid descriptors that are no part of these
 * @param newest the last of the entries; null if there is none
 * @param restorable whether a host could give this state to a client
 * @param why what speaks against it, or what has to be known
 */
@JsonInclude(Include.NON_NULL)
public record Inspection(
    String file,
    long size,
    Header header,
    SealState seal,
    MarkState mark,
    List<Entry> entries,
    int strays,
    Entry newest,
    boolean restorable,
    String why)
    implements Inspected {

  /**
   * The words of page 0.
   *
   * @param entries number of descriptors
   * @param dataBytes size of the ring
   * @param tailBytes size of the tail
   * @param writeOffset stream offset of the next byte
   * @param identity 32 hexadecimal digits, zeros if unknown
   */
  public record Header(
      int entries, long dataBytes, long tailBytes, long writeOffset, String identity) {}

  /**
   * A seal and whether it holds.
   *
   * @param state none, holds or broken
   * @param generation null unless there is a seal that can be read
   * @param length of the file when it was sealed
   * @param checksum CRC32C, hexadecimal
   * @param why what is broken
   */
  @JsonInclude(Include.NON_NULL)
  public record SealState(String state, Long generation, Long length, String checksum, String why) {
    static SealState of(FileChannel file) throws IOException {
      Optional<Seal> seal = Optional.empty();
      try {
        seal = Seal.read(file);
        if (seal.isEmpty()) {
          return new SealState("none", null, null, null, null);
        }
        seal.get().verify(file);
        return of("holds", seal, null);
      } catch (FormatException e) {
        return of("broken", seal, e.getMessage());
      }
    }

    private static SealState of(String state, Optional<Seal> seal, String why) {
      return new SealState(
          state,
          seal.map(Seal::generation).orElse(null),
          seal.map(Seal::length).orElse(null),
          seal.map(words -> String.format(Locale.ROOT, "%08x", words.checksum())).orElse(null),
          why);
    }

    boolean isBroken() {
      return state.equals("broken");
    }

    boolean holds() {
      return state.equals("holds");
    }

    boolean isMissing() {
      return state.equals("none");
    }
  }

  /**
   * A mark of the twin store.
   *
   * @param state clear or dirty
   * @param boot the boot in which it was written, 32 hexadecimal digits; zeros if unknown
   * @param ofThisBoot whether that is this one, so that the mark is believed
   */
  public record MarkState(String state, String boot, boolean ofThisBoot) {
    static MarkState of(Mark mark) {
      HexFormat hex = HexFormat.of();
      return new MarkState(
          mark.isDirty() ? "dirty" : "clear",
          hex.toHexDigits(mark.boot().high()) + hex.toHexDigits(mark.boot().low()),
          mark.isOf(Boot.current()));
    }

    /** Tells whether what the file holds may not be on disk, whatever its seal says. */
    boolean isUnfinished() {
      return ofThisBoot && state.equals("dirty");
    }
  }

  /**
   * Looks at a file.
   *
   * @param file its path
   * @return what it holds, or why it cannot be used
   * @throws IOException if it cannot be read
   */
  public static Inspection of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; name a snapshot or a memory file");
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      BufferMemory.requireMappable(channel.size());
      SealState seal = SealState.of(channel);
      MarkState mark = Mark.read(channel).map(MarkState::of).orElse(null);
      try {
        return Isolation.call(() -> of(file, channel, seal, mark));
      } catch (FormatException e) {
        return unusable(file, channel, seal, mark, e);
      }
    }
  }

  private static Inspection of(Path file, FileChannel channel, SealState seal, MarkState mark)
      throws IOException {
    // An image that was larger once has a rest behind what its seal is for.
    long size = mark != null && seal.holds() ? seal.length() : channel.size();
    BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
    QueueReader reader = new QueueReader(memory);
    QueueLayout layout = reader.layout();
    Header header =
        new Header(
            layout.entries(),
            layout.dataBytes(),
            memory.size() - layout.tailAt(),
            memory.getOpaque(QueueLayout.WRITE_OFFSET_AT),
            State.identity(State.of(memory).identity()));
    List<Entry> entries = reader.entries();
    Entry newest = entries.isEmpty() ? null : entries.get(entries.size() - 1);
    int strays = Math.max(0, reader.descriptors().size() - entries.size());
    return new Inspection(
        file.toString(),
        channel.size(),
        header,
        seal,
        mark,
        entries,
        strays,
        newest,
        newest != null && !seal.isBroken() && (mark == null || !mark.isUnfinished()),
        why(newest, seal, mark));
  }

  private static String why(Entry newest, SealState seal, MarkState mark) {
    boolean isSound = (mark == null || !mark.isUnfinished()) && !seal.isBroken();
    return isSound && newest == null ? "no entry was committed" : whySeal(seal, mark);
  }

  /** Says what speaks against a file whatever it holds, or what has to be known of it. */
  static String whySeal(SealState seal, MarkState mark) {
    if (mark != null && mark.isUnfinished()) {
      return "a publication into it has begun and not ended";
    }
    if (seal.isBroken()) {
      return seal.why();
    }
    return seal.isMissing()
        ? "a memory, or a snapshot of the original: nothing vouches for its bytes"
        : null;
  }

  private static Inspection unusable(
      Path file, FileChannel channel, SealState seal, MarkState mark, FormatException e)
      throws IOException {
    return new Inspection(
        file.toString(),
        channel.size(),
        null,
        seal,
        mark,
        List.of(),
        0,
        null,
        false,
        e.getMessage());
  }

  @Override
  public Optional<Long> upTo() {
    return Optional.ofNullable(newest).map(Entry::end);
  }

  @Override
  public void print(PrintWriter out) {
    new InspectionText(this, out).print();
  }
}
