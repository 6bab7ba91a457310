package dev.stillframe.cli.host;

import dev.stillframe.FormatException;
import dev.stillframe.cli.capture.Batches;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.NotKept;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a journal says: a memory of the same identity is kept, whose records it continues; a new one
 * holds nothing but how far the journal goes. The state itself is in the journal.
 *
 * @param memory path of the memory, for people
 * @param journal path of the journal, for people
 * @param identity of the journal
 * @param durable number of its newest record; 0 if there is none
 * @param layout of a new memory
 * @param log appends to the journal
 * @param reports who is told
 */
record JournalRestoration(
    Path memory,
    Path journal,
    UUID identity,
    long durable,
    TripleLayout layout,
    Batches.Log log,
    Reports reports)
    implements Restoration {

  @Override
  public boolean isFresh() {
    return durable == 0;
  }

  @Override
  public String title() {
    return isFresh() ? "starts afresh in" : "goes on after record " + durable + " in";
  }

  @Override
  public Optional<Image> image() {
    ByteBuffer head = ByteBuffer.allocateDirect(TripleLayout.HEAD_BYTES);
    layout.configure(new BufferMemory(head), durable, identity);
    return Optional.of(
        copy -> {
          copy.begin();
          copy.add(head.duplicate());
        });
  }

  @Override
  public long size() {
    return layout.size();
  }

  /** The journal has its identity from the memory that came first, whatever the record says. */
  @Override
  public UUID identityOf(Optional<UUID> recorded) {
    return identity;
  }

  @Override
  public Optional<String> upTo() {
    return durable == 0 ? Optional.empty() : Optional.of("record " + durable);
  }

  @Override
  public Optional<NotKept> whyNotKept(FileChannel existing, UUID store)
      throws HostException, IOException {
    if (existing.size() == 0) {
      return Optional.of(NotKept.nothing("the memory found there is empty"));
    }
    BufferMemory words = BufferMemory.map(existing, MapMode.READ_ONLY, existing.size());
    TripleContents found;
    try {
      found = Isolation.call(() -> TripleContents.of(words));
    } catch (FormatException e) {
      String why = "the memory found there is unusable: " + e.getMessage();
      boolean isFresh = e.reason() == FormatException.Reason.UNCONFIGURED;
      return Optional.of(isFresh ? NotKept.nothing(why) : NotKept.unknown(why));
    }
    if (!found.identity().equals(identity)) {
      return Optional.of(
          NotKept.unknown(
              "the memory found there belongs to another journal: identities differ; its records,"
                  + " up to "
                  + found.newest()
                  + ", are not taken up"));
    }
    if (found.durable() > durable) {
      takeBase(words, found);
    }
    return Optional.empty();
  }

  /**
   * The memory says that more is durable than the journal has. A base in the memory, and what
   * follows it, is the whole state all the same; without one, the records between are nowhere.
   */
  private void takeBase(BufferMemory words, TripleContents found)
      throws HostException, IOException {
    List<StateRecord> whole = Isolation.call(() -> TripleContents.fromBase(words));
    String lost =
        String.format(
                Locale.ROOT,
                "%s ends with record %d, and the memory %s says that record %d was durable: the journal was",
                journal,
                durable,
                memory,
                found.durable())
            + " lost, damaged or set back";
    if (whole.isEmpty() || whole.get(whole.size() - 1).number() < found.durable()) {
      // Either of the two may be what is left of records that the other one has not.
      throw new HostException(
          lost
              + ". Both are left as they are. Put the right journal back; or move the memory away,"
              + String.format(
                  Locale.ROOT,
                  " to go on after record %d without the records %d to %d",
                  durable,
                  durable + 1,
                  found.newest()));
    }
    log.append(RecordBatch.of(whole));
    reports.say(
        lost
            + String.format(
                Locale.ROOT,
                ". Nothing is lost: record %d in the memory is a base",
                whole.get(0).number()));
  }
}
