package dev.stillframe.modeltests.chaos;

import dev.stillframe.FormatException;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.EventTable;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.JournalReader;
import dev.stillframe.triple.TripleBufferClient;
import dev.stillframe.triple.TripleContents;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hosts of the triple buffer leave: the memory, and the journal; records are events. */
final class TripleRemains implements Remains {
  /** Records in a step. */
  private static final int STEP = 200;

  /** What a host that ends by itself says of its batches. */
  private static final Pattern STATS = Pattern.compile("stats: batches=([0-9]+) records=([0-9]+)");

  private final HostWorld world;
  private final Path journal;
  private long checked;
  private long newestOnDisk;
  private long batches;

  TripleRemains(HostWorld world) throws IOException {
    this.world = world;
    this.journal = JournalReader.file(world.snapshot());
  }

  /** How many states were rebuilt and checked. */
  long checked() {
    return checked;
  }

  /** How many batches the hosts persisted that could still count them. */
  long batches() {
    return batches;
  }

  @Override
  public long steps() throws IOException {
    return journalEnd() / STEP;
  }

  /** The number of the newest record in the journal, as it is now. */
  private long journalEnd() throws IOException {
    long last = 0;
    try (JournalReader reader = JournalReader.openFile(journal)) {
      while (reader.hasNext()) {
        last = reader.next().number();
      }
    } catch (NoSuchFileException e) {
      return 0;
    }
    return last;
  }

  @Override
  public long newestOnDisk() throws IOException {
    EventTable table = new EventTable();
    try (JournalReader reader = JournalReader.openFile(journal)) {
      reader.forEachRemaining(table::apply);
      table.verify();
    } catch (NoSuchFileException e) {
      // Not one record is persisted yet.
    } catch (BrokenRecordException e) {
      throw new BrokenClaim("T1", journal + ": " + e.getMessage());
    }
    checked++;
    if (table.events() < newestOnDisk) {
      throw new BrokenClaim(
          "T1", "event " + newestOnDisk + " was persisted, the newest is " + table.events());
    }
    newestOnDisk = table.events();
    return newestOnDisk;
  }

  @Override
  public long newest() throws IOException {
    long onDisk = newestOnDisk();
    Optional<Path> memory = world.memory();
    return memory.isEmpty() ? onDisk : rebuilt(memory.get());
  }

  /** As the next client would do it. */
  private long rebuilt(Path memory) throws IOException {
    EventTable table = new EventTable();
    try {
      requireDurable(memory);
      try (TripleBufferClient client = TripleBufferClient.open(memory)) {
        client.rebuild(journal, table::apply);
      }
      table.verify();
    } catch (FormatException | BrokenRecordException e) {
      throw new BrokenClaim("T1", memory + " and " + journal + ": " + e.getMessage());
    }
    checked++;
    return table.events();
  }

  /** What the memory says is durable is in the journal. */
  private void requireDurable(Path memory) throws IOException {
    try (FileChannel channel = FileChannel.open(memory)) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      long durable = TripleContents.of(words).durable();
      long last = journalEnd();
      if (durable > last) {
        throw new BrokenClaim(
            "T1", "record " + durable + " was durable, the journal ends with " + last);
      }
    }
  }

  @Override
  public String keptClaim() {
    return "T1";
  }

  /** The counter says so when what it rebuilt is not what it committed. */
  @Override
  public Optional<String> brokenClaim(String told) {
    boolean isBroken = told.contains("event-counter: ") || told.contains("was durable");
    return isBroken ? Optional.of("T1") : Optional.empty();
  }

  @Override
  public void told(String told) {
    Matcher stats = STATS.matcher(told);
    if (!stats.find()) {
      throw new AssertionError("no statistics: " + told);
    }
    batches += Long.parseLong(stats.group(1));
  }
}
