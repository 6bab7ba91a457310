package dev.stillframe.cli.inspect;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.files.AsideMemory;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A memory of this user, whoever has left it.
 *
 * @param memory its path
 * @param snapshot the store that it belongs to; null if nothing beside it says so
 * @param size bytes
 * @param age seconds since it was last written by a call; a client writes it by a mapping
 * @param holds how far its state goes; null if it holds none that can be read
 * @param saved how far its snapshot goes; null if there is none that can be read
 * @param state what may be done with it
 */
@JsonInclude(Include.NON_NULL)
public record ListedMemory(
    String memory, String snapshot, long size, long age, Long holds, Long saved, String state) {
  /** A client or a host works with it. */
  public static final String IN_USE = "in use";

  /** All that it holds is in its snapshot. */
  static final String SAVED = "saved";

  /** It holds no state. */
  static final String EMPTY = "empty";

  /** It holds a state that its snapshot has not, or one that cannot be compared. */
  public static final String NEWER = "newer";

  private static final String NO_MEMORY = ".*\\.(new|lock|store|socket)";

  /**
   * Lists all memories of this user.
   *
   * @param environment of this process
   * @return the memories, by directory and name
   * @throws IOException if a directory cannot be listed
   */
  public static List<ListedMemory> all(Map<String, String> environment) throws IOException {
    List<ListedMemory> all = new ArrayList<>();
    for (Path file : RuntimeDirectory.files(environment)) {
      if (!file.toString().matches(NO_MEMORY)) {
        ofExisting(file).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Looks at one that may be gone by now, because its host has ended. */
  static Optional<ListedMemory> ofExisting(Path file) throws IOException {
    try {
      return Optional.of(of(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Looks at one.
   *
   * @param file the memory
   * @return what is known of it
   * @throws IOException if it cannot be looked at
   */
  public static ListedMemory of(Path file) throws IOException {
    Path named = AsideMemory.memoryOf(file).orElse(file);
    Optional<StoreRecord> record = RecordFile.read(RecordFile.path(named));
    Optional<Long> holds = upTo(file);
    Optional<Long> saved = record.flatMap(ListedMemory::saved);
    long written = Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toMillis();
    return new ListedMemory(
        file.toString(),
        record.map(of -> of.store().name().toString()).orElse(null),
        Files.size(file),
        Math.max(0, Duration.between(Instant.ofEpochMilli(written), Instant.now()).toSeconds()),
        holds.orElse(null),
        saved.orElse(null),
        state(file, holds, saved));
  }

  private static String state(Path file, Optional<Long> holds, Optional<Long> saved)
      throws IOException {
    if (isInUse(file)) {
      return IN_USE;
    }
    if (Files.size(file) == 0 || isFresh(file)) {
      return EMPTY;
    }
    // What was put aside may be of another line, whose numbers say nothing.
    boolean isSaved =
        AsideMemory.memoryOf(file).isEmpty()
            && holds.isPresent()
            && saved.isPresent()
            && holds.get() <= saved.get();
    return isSaved ? SAVED : NEWER;
  }

  private static boolean isFresh(Path file) throws IOException {
    try (FileChannel channel = PrivateFiles.open(file, READ)) {
      ByteBuffer version = ByteBuffer.allocate(Long.BYTES);
      channel.read(version, 0);
      return !version.hasRemaining() && version.getLong(0) == 0;
    }
  }

  static boolean isInUse(Path file) throws IOException {
    try (FileChannel channel = PrivateFiles.open(file, READ, WRITE)) {
      return MemoryLock.isHeld(file, channel) || LockFile.isHeld(channel, HeldMemory.HOST_BYTE);
    }
  }

  private static Optional<Long> upTo(Path file) {
    try {
      return FileInspection.of(file).upTo();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** How far a store goes; only what can be restored counts. */
  private static Optional<Long> saved(StoreRecord record) {
    Optional<Long> last = Optional.empty();
    try {
      for (Path file : files(record)) {
        Inspected found = FileInspection.of(file);
        if (found.restorable() && found.upTo().isPresent()) {
          last = Optional.of(Math.max(last.orElse(0L), found.upTo().get()));
        }
      }
      return last;
    } catch (IOException e) {
      return last; // What cannot be read has nothing that a memory could be given up for.
    }
  }

  private static List<Path> files(StoreRecord record) throws IOException {
    Path name = record.store().name();
    return switch (record.kind()) {
      case REPLACE -> List.of(name);
      case TWIN -> TwinStore.images(name);
      case JOURNAL -> List.of(JournalReader.file(name));
    };
  }
}
