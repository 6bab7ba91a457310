package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.ZoneImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A manager that writes into both images as it likes; a server must see it under its mapping. */
final class ScribblingManager {
  private static final int PAGE = 4096;

  private ScribblingManager() {}

  public static void main(String[] args) throws IOException {
    Path name = Path.of(args[0]);
    try (FileChannel first = open(name, 0);
        FileChannel second = open(name, 1)) {
      for (long serial = 2; ; serial++) {
        ByteBuffer zones = ZoneImage.of(serial).position(PAGE);
        first.write(zones.duplicate(), PAGE);
        second.write(zones, PAGE);
      }
    }
  }

  private static FileChannel open(Path name, int image) throws IOException {
    Path file = name.resolveSibling(name.getFileName() + "." + image);
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }
}
