package dev.stillframe.examples;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * The number of the last record whose commit has returned, in a mapped word: it stands for whomever
 * a client told that its record is safe, and survives the client.
 */
public final class Acknowledged {
  private final BufferMemory word;

  private Acknowledged(BufferMemory word) {
    this.word = word;
  }

  /**
   * Opens the word, 0 if it is new.
   *
   * @param file where it is
   * @return the word
   * @throws IOException if it cannot be created or mapped
   */
  public static Acknowledged open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      return new Acknowledged(BufferMemory.map(channel, MapMode.READ_WRITE, Long.BYTES));
    }
  }

  /**
   * Returns the last acknowledged record.
   *
   * @return its sequence number, 0 if there was none
   */
  public long get() {
    return word.getAcquire(0);
  }

  /**
   * Acknowledges a record that is committed.
   *
   * @param sequence its number
   */
  public void set(long sequence) {
    word.setRelease(0, sequence);
  }
}
