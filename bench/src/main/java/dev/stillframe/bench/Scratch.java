package dev.stillframe.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the files of one benchmark; in memory where there is one, as in use. */
final class Scratch implements AutoCloseable {
  private static final Path SHARED = Path.of("/dev/shm");

  private final Path directory;

  Scratch() throws IOException {
    this(Files.isWritable(SHARED) ? SHARED : Path.of(System.getProperty("java.io.tmpdir")));
  }

  Scratch(Path where) throws IOException {
    directory = Files.createTempDirectory(where, "stillframe-bench");
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Maps a new file of zeros, each page of it touched. */
  MappedByteBuffer map(String name, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, size);
      for (int at = 0; at < size; at += 4096) {
        buffer.put(at, (byte) 0);
      }
      return buffer;
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
