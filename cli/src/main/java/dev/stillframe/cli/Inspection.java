package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.Seal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a file holds, be it a snapshot or a memory that a client is writing.
 *
 * @param file its path
 * @param size bytes
 * @param header what page 0 says; null if that is impossible
 * @param seal what vouches for the bytes
 * @param entries the consecutive entries that end at the newest one, oldest first
 * @param strays valid descriptors that are no part of these
 * @param newest the last of the entries; null if there is none
 * @param restorable whether a host could give this state to a client
 * @param why what speaks against it, or what has to be known
 */
@JsonInclude(Include.NON_NULL)
record Inspection(
    String file,
    long size,
    Header header,
    SealState seal,
    List<Entry> entries,
    int strays,
    Entry newest,
    boolean restorable,
    String why) {

  /**
   * The words of page 0.
   *
   * @param entries number of descriptors
   * @param dataBytes size of the ring
   * @param tailBytes size of the tail
   * @param writeOffset stream offset of the next byte
   * @param identity 32 hexadecimal digits, zeros if unknown
   */
  record Header(int entries, long dataBytes, long tailBytes, long writeOffset, String identity) {}

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
  record SealState(String state, Long generation, Long length, String checksum, String why) {
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
          seal.map(words -> String.format("%08x", words.checksum())).orElse(null),
          why);
    }

    boolean isBroken() {
      return state.equals("broken");
    }

    boolean isMissing() {
      return state.equals("none");
    }
  }

  /** Looks at a file. */
  static Inspection of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; name a snapshot or a memory file");
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      BufferMemory.requireMappable(channel.size());
      SealState seal = SealState.of(channel);
      try {
        return Isolation.call(() -> of(file, channel, seal));
      } catch (FormatException e) {
        return unusable(file, channel, seal, e);
      }
    }
  }

  private static Inspection of(Path file, FileChannel channel, SealState seal) throws IOException {
    BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
    QueueReader reader = new QueueReader(memory);
    QueueLayout layout = reader.layout();
    Header header =
        new Header(
            layout.entries(),
            layout.dataBytes(),
            memory.size() - layout.tailAt(),
            memory.getOpaque(QueueLayout.WRITE_OFFSET_AT),
            State.of(memory).identity());
    List<Entry> entries = reader.entries();
    Entry newest = entries.isEmpty() ? null : entries.get(entries.size() - 1);
    int strays = Math.max(0, reader.descriptors().size() - entries.size());
    return new Inspection(
        file.toString(),
        memory.size(),
        header,
        seal,
        entries,
        strays,
        newest,
        newest != null && !seal.isBroken(),
        why(newest, seal));
  }

  private static String why(Entry newest, SealState seal) {
    if (seal.isBroken()) {
      return seal.why();
    }
    if (newest == null) {
      return "no entry was committed";
    }
    return seal.isMissing()
        ? "a memory, or a snapshot of the original: nothing vouches for its bytes"
        : null;
  }

  private static Inspection unusable(
      Path file, FileChannel channel, SealState seal, FormatException e) throws IOException {
    return new Inspection(
        file.toString(), channel.size(), null, seal, List.of(), 0, null, false, e.getMessage());
  }
}
