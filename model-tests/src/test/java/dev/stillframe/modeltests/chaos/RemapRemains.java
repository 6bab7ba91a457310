package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What hosts with remap capture leave: the memory, and every generation of the snapshot. A
 * transaction that a kill has cut short sets the state back to the newest snapshot, and no further.
 */
final class RemapRemains implements Remains {
  private static final long SEQUENCE_AT = 8;
  private static final long DATA_AT = 4096;
  private static final long PAGE = 4096;

  /** As many as {@code RemapRecords} writes in each transaction. */
  private static final int PAGES = 64;

  private static final String CUT_SHORT = "ended within a transaction";
  private static final String PUT_BACK = "holds part of a transaction";

  private final HostWorld world;
  private final Acknowledged acknowledged;
  private final Generations generations;
  private boolean isCutShort;
  private boolean isPutBack;
  private long cutShort;

  RemapRemains(HostWorld world) throws IOException {
    this.world = world;
    this.acknowledged = Acknowledged.open(world.acknowledged());
    this.generations = new Generations(world.snapshot(), "R3", RemapRemains::verify);
  }

  /** How many persisted snapshots were checked. */
  long snapshots() {
    return generations.checked();
  }

  /** How many transactions were found cut short when no process lived. */
  long cutShort() {
    return cutShort;
  }

  private static long verify(WordMemory image, String where) {
    long number = image.getOpaque(DATA_AT);
    for (int page = 0; page < PAGES; page++) {
      long word = image.getOpaque(DATA_AT + page * PAGE);
      if (word != number) {
        throw new BrokenClaim(
            "R2", where + ": page 0 is of " + number + ", page " + page + " of " + word);
      }
    }
    if (image.getOpaque(SEQUENCE_AT) != 2 * number) {
      throw new BrokenClaim("R2", where + " has another sequence word than that of " + number);
    }
    return number;
  }

  @Override
  public long steps() throws IOException {
    return generations.newestOnDisk();
  }

  @Override
  public long newestOnDisk() throws IOException {
    generations.check();
    return generations.newestSequence();
  }

  @Override
  public long newest() throws IOException {
    long onDisk = newestOnDisk();
    long newest = Math.max(onDisk, newestInMemory());
    // Or put back already, by a host that was killed before its client said so.
    if (isCutShort || isPutBack && newest == onDisk && newest < acknowledged.get()) {
      cutShort++;
      acknowledged.set(onDisk); // What came after it is lost, and the next client goes on there.
    }
    return newest;
  }

  private long newestInMemory() throws IOException {
    Optional<Path> memory = world.memory();
    if (memory.isEmpty()) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(memory.get())) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      if (words.size() == 0 || words.getOpaque(0) == 0) {
        return 0;
      }
      isCutShort = words.getOpaque(SEQUENCE_AT) % 2 != 0;
      return isCutShort ? 0 : verify(words, memory.get().toString());
    }
  }

  @Override
  public String keptClaim() {
    return "R3";
  }

  /** RemapRecords says so when what it finds is torn, or not what it may go on with. */
  @Override
  public Optional<String> brokenClaim(String told) {
    if (!told.contains("remap-records: ")) {
      return Optional.empty();
    }
    return Optional.of(told.contains("torn") ? "R2" : "R3");
  }

  @Override
  public void toldBeforeKill(String told) {
    told(told);
  }

  @Override
  public void told(String told) {
    isCutShort = told.contains(CUT_SHORT);
    isPutBack = told.contains(PUT_BACK);
  }
}
