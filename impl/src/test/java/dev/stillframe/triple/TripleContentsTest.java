package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.record.StateRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A look at a memory, also at one that changes meanwhile. */
class TripleContentsTest {
  private static final TripleLayout LAYOUT = TripleLayout.of(128);

  private final ArrayMemory memory = new ArrayMemory(LAYOUT.size());
  private TripleWriter client;

  @BeforeEach
  void configure() throws FormatException {
    LAYOUT.configure(memory, 5, new UUID(1, 2));
    client = new TripleWriter(memory);
  }

  private void increment() throws FormatException {
    assertTrue(client.increment(new byte[8], 0, 8));
  }

  @Test
  void nothingIsOfferedYet() throws FormatException {
    TripleContents contents = TripleContents.of(memory);
    assertEquals(128, contents.layout().capacity());
    assertEquals(new UUID(1, 2), contents.identity());
    assertEquals(5, contents.durable());
    assertEquals(5, contents.newest());
    assertFalse(contents.hostWaits());
    assertEquals(List.of(), contents.buffers());
  }

  @Test
  void whatIsTakenComesBeforeWhatIsOffered() throws FormatException {
    increment();
    new TripleHost(memory, 5).take();
    client.base(new byte[8], 0, 8);
    increment();
    TripleContents contents = TripleContents.of(memory);
    assertEquals(
        List.of(
            new TripleContents.Buffer(
                1, true, 16, Optional.of(new TripleContents.Records(6, 6, false))),
            new TripleContents.Buffer(
                2, false, 32, Optional.of(new TripleContents.Records(7, 8, true)))),
        contents.buffers());
    assertEquals(8, contents.newest());
    assertEquals(5, contents.durable());
  }

  private List<Long> fromBase() throws FormatException {
    return TripleContents.fromBase(memory).stream().map(StateRecord::number).toList();
  }

  @Test
  void theRecordsFromTheLastBaseOn() throws FormatException {
    assertEquals(List.of(), fromBase());
    increment();
    assertEquals(List.of(), fromBase());
    client.base(new byte[8], 0, 8);
    increment();
    assertEquals(List.of(7L, 8L), fromBase());
    new TripleHost(memory, 5).take();
    increment();
    assertEquals(List.of(7L, 8L, 9L), fromBase());
    client.base(new byte[8], 0, 8);
    increment();
    assertEquals(List.of(10L, 11L), fromBase());
  }

  @Test
  void aGapBehindTheBaseIsReported() throws FormatException {
    client.base(new byte[8], 0, 8);
    new TripleHost(memory, 5).take();
    increment();
    memory.setOpaque(LAYOUT.firstNumberAt(2), 8);
    FormatException e = assertThrows(FormatException.class, this::fromBase);
    assertEquals(Reason.RECORDS, e.reason());
  }

  /** A memory whose client commits while the first records are read. */
  private final class Busy extends ForwardingMemory {
    private int commits;

    Busy(int commits) {
      super(memory);
      this.commits = commits;
    }

    @Override
    public long getOpaque(long at) {
      if (at >= TripleLayout.HEAD_BYTES && commits > 0) {
        commits--;
        try {
          client.base(new byte[8], 0, 8);
        } catch (FormatException e) {
          throw new AssertionError(e);
        }
      }
      return super.getOpaque(at);
    }
  }

  /** With two bases the control word is what it was, and the buffer holds another record. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void whatChangesMeanwhileIsLookedAtAgain(int commits) throws FormatException {
    increment();
    TripleContents contents = TripleContents.of(new Busy(commits));
    long newest = 6 + commits;
    assertEquals(newest, contents.newest());
    assertEquals(
        new TripleContents.Records(newest, newest, commits > 0),
        contents.buffers().get(0).records().orElseThrow());
  }

  @Test
  void whatAlwaysChangesHasNoNumbers() throws FormatException {
    increment();
    TripleContents contents = TripleContents.of(new Busy(Integer.MAX_VALUE));
    assertEquals(Optional.empty(), contents.buffers().get(0).records());
    assertEquals(16, contents.buffers().get(0).bytes());
  }

  @Test
  void hostileWordsAreReported() throws FormatException {
    increment();
    assertReason(Reason.CONTROL, TripleLayout.CONTROL_AT, -1);
    assertReason(Reason.RECORDS, TripleLayout.DURABLE_AT, -1);
    assertReason(Reason.RECORDS, LAYOUT.firstNumberAt(1), 0);
    assertReason(Reason.RECORDS, LAYOUT.recordAt(1, 0), 9);
    assertReason(Reason.UNCONFIGURED, TripleLayout.VERSION_AT, 0);
  }

  private void assertReason(Reason reason, long at, long word) {
    long right = memory.getOpaque(at);
    memory.setOpaque(at, word);
    FormatException e = assertThrows(FormatException.class, () -> TripleContents.of(memory));
    assertEquals(reason, e.reason(), e::getMessage);
    memory.setOpaque(at, right);
  }
}
