package dev.stillframe.cli.inspect;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.memory.RemapLayout;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.TwinStore;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Finds out of which kind a file is, and lets that kind look at it. */
public final class FileInspection {
  /** The bits of a file's mode that say of what kind it is (inode(7)). */
  private static final int KIND = 0xf000;

  private static final int REGULAR = 0x8000;

  private FileInspection() {}

  /**
   * Looks at a file, or at what a store keeps under a name.
   *
   * @param file its path, or the name of a twin store or a journal
   * @return what was found, one for each file
   * @throws IOException if it cannot be read
   */
  public static List<? extends Inspected> named(Path file) throws IOException {
    if (!Files.exists(file)) {
      List<Path> images = TwinStore.images(file);
      if (Files.exists(images.get(0))) {
        return List.of(of(images.get(0)), of(images.get(1)));
      }
      Path journal = JournalReader.file(file);
      if (Files.exists(journal)) {
        return List.of(JournalInspection.of(journal));
      }
      throw new NoSuchFileException(
          file.toString(), null, "no such snapshot, journal or memory: is the name right?");
    }
    return List.of(of(file));
  }

  /** Looks at one file, of whatever kind it is. */
  static Inspected of(Path file) throws IOException {
    requireRegular(file);
    long version = version(file);
    if (version == JournalContents.VERSION) {
      return JournalInspection.of(file);
    }
    if (version == RemapLayout.VERSION) {
      return RemapInspection.of(file);
    }
    return version == TripleLayout.VERSION ? TripleInspection.of(file) : Inspection.of(file);
  }

  /** Opening a FIFO waits for a writer, and a device may answer with anything. */
  private static void requireRegular(Path file) throws IOException {
    int kind = (int) Files.getAttribute(file, "unix:mode") & KIND;
    if (kind != REGULAR) {
      throw new IOException(
          file + ": is " + kind(kind) + "; name a snapshot, a journal or a memory file");
    }
  }

  private static String kind(int kind) {
    return switch (kind) {
      case 0x1000 -> "a FIFO";
      case 0x2000 -> "a character device";
      case 0x4000 -> "a directory";
      case 0x6000 -> "a block device";
      case 0xc000 -> "a socket";
      default -> "no regular file";
    };
  }

  /** Returns the first word of a file, which says of what kind it is; 0 if it has none. */
  private static long version(Path file) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, READ)) {
      channel.read(word, 0);
    }
    return word.hasRemaining() ? 0 : word.getLong(0);
  }
}
