package dev.stillframe.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Files that a port has written. Whatever it has left there, to read it ends and does no harm. */
final class PortFile {
  /** Far more than any file that a check asks for. */
  static final int LONGEST = 1 << 26;

  /** Version and masks of a memory; the write offset behind them changes with each commit. */
  private static final int GEOMETRY_END = 24;

  private PortFile() {}

  static byte[] read(Path file) throws FellShort, IOException {
    requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw unlike("at most " + LONGEST + " bytes", Files.size(file) + " bytes");
      }
      return bytes;
    }
  }

  /** To open a pipe would wait for somebody at its other end. */
  static void requireRegular(Path file) throws FellShort, IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw unlike("a regular file " + file.getFileName(), "something else of this name");
    }
  }

  /** A memory of this geometry, or an image of one: other masks lead out of the file. */
  static QueueModel memory(byte[] file, int[] geometry) throws FellShort {
    byte[] fresh = QueueModel.fresh(geometry[0], geometry[1], geometry[2]).bytes();
    if (file.length != fresh.length) {
      throw unlike(fresh.length + " bytes", file.length + " bytes");
    }
    Optional<Words> words =
        Words.differing(Arrays.copyOf(fresh, GEOMETRY_END), Arrays.copyOf(file, GEOMETRY_END));
    if (words.isPresent()) {
      throw unlike(words.get().expected(), words.get().actual());
    }
    return new QueueModel(file);
  }

  private static FellShort unlike(String expected, String actual) {
    return new FellShort(Rule.LEAVE_FILES_OF_THE_FORMAT, expected, actual);
  }
}
