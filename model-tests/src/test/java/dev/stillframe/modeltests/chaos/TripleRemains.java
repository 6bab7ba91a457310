package dev.stillframe.modeltests.chaos;

import dev.stillframe.FormatException;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.EventTable;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.JournalReader;
import dev.stillframe.triple.TripleBufferClient;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What hosts of the triple buffer leave: the memory, and the journal; records are events. */
final class TripleRemains implements Remains {
  /** Records in a step. */
  private static final int STEP = 200;

  /** In the control word: a half is taken. */
  private static final long TAKEN = 1L << 30 | 1L << 61;

  /** They take some milliseconds. */
  private static final int MOST_LOOKS = 1_000_000;

  private final HostWorld world;
  private final Path journal;
  private long checked;
  private long newestOnDisk;
  private long taken;
  private long durable;

  TripleRemains(HostWorld world) throws IOException {
    this.world = world;
    this.journal = JournalReader.file(world.snapshot());
  }

  /** How many states were rebuilt and checked. */
  long checked() {
    return checked;
  }

  /** How many kills came between a take and its return. */
  long taken() {
    return taken;
  }

  @Override
  public long steps() throws IOException {
    Optional<Path> memory = world.memory();
    if (memory.isPresent()) {
      ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      try (FileChannel channel = FileChannel.open(memory.get())) {
        channel.read(word, TripleLayout.DURABLE_AT);
        durable = Math.max(durable, word.getLong(0));
      } catch (NoSuchFileException e) {
        // A host has just removed or replaced it.
      }
    }
    return durable / STEP;
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

  /** The host has taken a buffer, and not persisted all of it yet. */
  @Override
  public void aim() throws IOException {
    try (FileChannel channel = FileChannel.open(world.memory().orElseThrow())) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      long control = 0;
      for (int looks = 0; looks < MOST_LOOKS && (control & TAKEN) == 0; looks++) {
        control = words.getOpaque(TripleLayout.CONTROL_AT);
      }
    }
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
      TripleContents contents = TripleContents.of(words);
      taken += contents.buffers().stream().anyMatch(TripleContents.Buffer::isTaken) ? 1 : 0;
      long last = journalEnd();
      if (contents.durable() > last) {
        throw new BrokenClaim(
            "T1", "record " + contents.durable() + " was durable, the journal ends with " + last);
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

  /** How many batches there were depends on the machine, and says nothing. */
  @Override
  public void told(String told) {}
}
