package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hosts of the queue leave: the memory, and every generation of the snapshot. */
final class QueueRemains implements Remains {
  /** What a host that ends by itself says of its captures. */
  private static final Pattern STATS = Pattern.compile("stats: captures=([0-9]+) kept=([0-9]+)");

  private final HostWorld world;
  private final Generations generations;
  private long captures;
  private long kept;

  QueueRemains(HostWorld world) {
    this.world = world;
    this.generations = Generations.ofQueue(world.snapshot());
  }

  /** How many persisted snapshots were checked. */
  long snapshots() {
    return generations.checked();
  }

  /** How many captures the hosts made that could still count them. */
  long captures() {
    return captures;
  }

  /** How many of these gave an image; the client overtook the others. */
  long kept() {
    return kept;
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
    return Math.max(newestOnDisk(), newestInMemory());
  }

  private long newestInMemory() throws IOException {
    Optional<Path> memory = world.memory();
    if (memory.isEmpty()) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(memory.get())) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      return words.size() == 0 ? 0 : Image.verify(words, memory.get().toString());
    }
  }

  @Override
  public String keptClaim() {
    return "Q4";
  }

  /** Records says so when what it recovered is not what it committed. */
  @Override
  public Optional<String> brokenClaim(String told) {
    if (!told.contains("records: record ")) {
      return Optional.empty();
    }
    return Optional.of(told.contains("was acknowledged") ? "Q4" : "Q1");
  }

  @Override
  public void told(String told) {
    Matcher stats = STATS.matcher(told);
    if (!stats.find()) {
      throw new AssertionError("no statistics: " + told);
    }
    captures += Long.parseLong(stats.group(1));
    kept += Long.parseLong(stats.group(2));
  }
}
