package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
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
 */
record JournalRestoration(
    Path memory, Path journal, UUID identity, long durable, TripleLayout layout)
    implements Restoration {

  @Override
  public String title() {
    return durable == 0 ? "starts afresh in" : "goes on after record " + durable + " in";
  }

  @Override
  public Optional<ByteBuffer> image() {
    ByteBuffer head = ByteBuffer.allocateDirect(TripleLayout.HEAD_BYTES);
    layout.configure(new BufferMemory(head), durable, identity);
    return Optional.of(head);
  }

  @Override
  public long size() {
    return layout.size();
  }

  @Override
  public Optional<String> whyNotKept(FileChannel existing) throws HostException, IOException {
    if (existing.size() == 0) {
      return Optional.of("the memory found there is empty");
    }
    TripleContents found;
    try {
      BufferMemory words = BufferMemory.map(existing, MapMode.READ_ONLY, existing.size());
      found = Isolation.call(() -> TripleContents.of(words));
    } catch (FormatException e) {
      return Optional.of("the memory found there is unusable: " + e.getMessage());
    }
    if (!found.identity().equals(identity)) {
      return Optional.of("the memory found there belongs to another journal: identities differ");
    }
    if (found.durable() > durable) {
      // Either of the two may be what is left of records that the other one has not.
      throw new HostException(
          ("%s ends with record %d, and the memory %s says that record %d was durable: the journal"
                  + " was lost, damaged or set back. Both are left as they are. Put the right"
                  + " journal back; or move the memory away, to go on after record %d without the"
                  + " records %d to %d")
              .formatted(
                  journal, durable, memory, found.durable(), durable, durable + 1, found.newest()));
    }
    return Optional.empty();
  }
}
