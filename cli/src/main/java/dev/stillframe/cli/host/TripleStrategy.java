package dev.stillframe.cli.host;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.FormatException;
import dev.stillframe.cli.capture.Batches;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Progress;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.Handover;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.store.Journal;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.JournalSync;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The triple buffer over a journal: increments are taken out of the memory and appended. */
final class TripleStrategy implements Strategy {
  /** Bytes of a memory for which no size is asked; each buffer is a third of it. */
  static final long DEFAULT_SIZE = 4L << 20;

  private static final UUID UNKNOWN = new UUID(0, 0);

  private final Path file;
  private final Journal journal;
  private final TripleLayout layout;
  private final Reports reports;

  private TripleStrategy(Path file, Journal journal, TripleLayout layout, Reports reports) {
    this.file = file;
    this.journal = journal;
    this.layout = layout;
    this.reports = reports;
  }

  /**
   * Opens and locks a journal.
   *
   * @param name of the journal, resolved
   * @param size of a new memory in bytes at most; 0 for the default
   * @param sync when batches are synced
   * @param reports who is told
   */
  static TripleStrategy open(Path name, long size, JournalSync sync, Reports reports)
      throws HostException, IOException {
    TripleLayout layout;
    try {
      layout = TripleLayout.within(size == 0 ? DEFAULT_SIZE : size);
    } catch (IllegalArgumentException e) {
      throw new HostException("--size: " + e.getMessage());
    }
    return new TripleStrategy(JournalReader.file(name), Journal.open(name, sync), layout, reports);
  }

  @Override
  public Restoration recover(HostMemory memory, Optional<UUID> known)
      throws HostException, IOException {
    UUID identity = known.isPresent() ? known.get() : identityFor(memory);
    Journal.Recovery recovery = Progress.during("reading " + file, () -> journal.recover(identity));
    if (recovery.durable() > 0) {
      reports.say("taken: " + file + ", up to record " + recovery.durable());
    }
    if (recovery.cutOff() > 0) {
      reports.say(
          String.format(
              Locale.ROOT,
              "cut off: the last %d bytes of %s, a batch that was never finished",
              recovery.cutOff(),
              file));
    }
    recovery.damage().ifPresent(damage -> report(recovery.durable(), damage));
    return new JournalRestoration(
        memory.file(), file, journal.identity(), recovery.durable(), layout, log(), reports);
  }

  private void report(long durable, Journal.Damage damage) {
    reports.say(
        String.format(
            Locale.ROOT,
            "LOST: records %d to %d. %s was damaged at byte %d; it stays, as it was found, in %s",
            durable + 1,
            damage.lastLost(),
            file,
            damage.at(),
            damage.kept()));
  }

  /** A new journal belongs to the memory that is there: its records are not in any other one. */
  private static UUID identityFor(HostMemory memory) throws HostException, IOException {
    UUID found = UNKNOWN;
    try (FileChannel channel = memory.open(READ).orElse(null)) {
      if (channel != null && channel.size() > 0) {
        BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
        found = Isolation.call(() -> TripleContents.of(words).identity());
      }
    } catch (FormatException e) {
      // It holds nothing that a journal could continue; who prepares the memory says why.
      found = UNKNOWN;
    }
    return found.equals(UNKNOWN) ? UUID.randomUUID() : found;
  }

  @Override
  public boolean writesToMemory() {
    return true;
  }

  @Override
  public Rounds rounds(FileChannel channel, UUID identity) {
    return rounds(channel, log());
  }

  /** Begins as {@link #rounds(FileChannel, UUID)} does, with something before the journal. */
  Rounds rounds(FileChannel channel, Batches.Log log) {
    return new Batches(channel, journal.identity(), journal.durable(), log, reports);
  }

  /** Returns what appends to the journal. */
  Batches.Log log() {
    return new Batches.Log() {
      @Override
      public long append(RecordBatch batch) throws IOException {
        return journal.append(batch);
      }

      @Override
      public void sync() throws IOException {
        journal.sync();
      }

      @Override
      public void verify() throws IOException {
        journal.verify();
      }

      @Override
      public List<String> notices() {
        return journal.notices();
      }
    };
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(Handover.JOURNAL, file.toString());
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
