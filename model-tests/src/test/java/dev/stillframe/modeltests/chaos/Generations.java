package dev.stillframe.modeltests.chaos;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every snapshot that a host ever published. The hosts keep all generations, so that none is
 * missed; what was checked is deleted here, but for a few from which a wrong one could be
 * recovered.
 */
final class Generations {
  private static final int LEFT = 3;

  /** Judges an image. */
  @FunctionalInterface
  interface Judge {
    /**
     * Returns the newest record in an image.
     *
     * @throws BrokenClaim if it is not what was committed
     */
    long verify(WordMemory image, String where);
  }

  private final Path snapshot;
  private final String orderClaim;
  private final Judge judge;
  private long checked;
  private long newestGeneration;
  private long newestSequence;

  /**
   * Those of a snapshot.
   *
   * @param orderClaim that none is older than one before it
   */
  Generations(Path snapshot, String orderClaim, Judge judge) {
    this.snapshot = snapshot;
    this.orderClaim = orderClaim;
    this.judge = judge;
  }

  /** Those of the queue, whose host publishes nothing until there is a record. */
  static Generations ofQueue(Path snapshot) {
    return new Generations(snapshot, "Q3", Generations::newestEntry);
  }

  private static long newestEntry(WordMemory image, String where) {
    long sequence = Image.verify(image, where);
    if (sequence == 0) {
      throw new BrokenClaim("Q4", where + " holds nothing");
    }
    return sequence;
  }

  /** How many snapshots were checked. */
  long checked() {
    return checked;
  }

  /** The newest record that is on disk. */
  long newestSequence() {
    return newestSequence;
  }

  /** The newest generation that is on disk now, checked or not; 0 if there is none. */
  long newestOnDisk() throws IOException {
    NavigableMap<Long, Path> files = files();
    return files.isEmpty() ? 0 : files.lastKey();
  }

  /**
   * Checks all that were published since the last call.
   *
   * @throws BrokenClaim if one of them is not whole, or older than one before it
   */
  void check() throws IOException {
    NavigableMap<Long, Path> files = files();
    for (var generation : files.tailMap(newestGeneration, false).entrySet()) {
      check(generation.getKey(), generation.getValue());
    }
    List<Path> old = List.copyOf(files.headMap(newestGeneration - LEFT, false).values());
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }

  private void check(long generation, Path file) throws IOException {
    BufferMemory image = new BufferMemory(Snapshots.load(new Found(file, generation)));
    long sequence = judge.verify(image, file.toString());
    if (sequence < newestSequence) {
      throw new BrokenClaim(
          orderClaim,
          file + " ends with record " + sequence + ", an older one with " + newestSequence);
    }
    newestGeneration = generation;
    newestSequence = sequence;
    checked++;
  }

  private NavigableMap<Long, Path> files() throws IOException {
    String prefix = snapshot.getFileName() + ".";
    NavigableMap<Long, Path> generations = new TreeMap<>();
    try (Stream<Path> files = Files.list(snapshot.getParent())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9]+")) {
          generations.put(Long.valueOf(name.substring(prefix.length())), file);
        }
      }
    }
    return generations;
  }
}
