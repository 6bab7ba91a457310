package dev.stillframe.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the memory holds, and whatever the disk does: a round reports it and loses nothing. */
final class BatchesTest {
  private static final UUID IDENTITY = new UUID(1, 2);
  private static final TripleLayout LAYOUT = TripleLayout.of(128);

  @TempDir Path directory;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final List<Long> persisted = new ArrayList<>();
  private boolean isFull;
  private FileChannel channel;
  private BufferMemory memory;
  private TripleWriter client;

  @BeforeEach
  void setUp() throws Exception {
    channel = FileChannel.open(directory.resolve("memory"), CREATE_NEW, READ, WRITE);
    memory = BufferMemory.map(channel, MapMode.READ_WRITE, LAYOUT.size());
    LAYOUT.configure(memory, 0, IDENTITY);
    client = new TripleWriter(memory);
  }

  @AfterEach
  void close() throws Exception {
    channel.close();
  }

  private Batches batches() {
    long durable = persisted.isEmpty() ? 0 : persisted.get(persisted.size() - 1);
    return new Batches(
        channel, IDENTITY, durable, this::append, new Reports(new PrintStream(told, true, UTF_8)));
  }

  /** As a journal does, in memory. */
  private long append(RecordBatch batch) throws IOException {
    if (isFull) {
      throw new IOException("No space left on device");
    }
    if (batch.last() > 1000) {
      throw new IllegalArgumentException("record " + batch.last());
    }
    batch.records().forEach(record -> persisted.add(record.number()));
    return persisted.isEmpty() ? 0 : persisted.get(persisted.size() - 1);
  }

  private boolean commit() throws IOException {
    return client.increment(new byte[8], 0, 8);
  }

  private int times(String text) {
    return told.toString(UTF_8).split(text, -1).length - 1;
  }

  @Test
  void aRoundTakesWhatIsOfferedAndSaysSoOfTheStore() throws Exception {
    Batches batches = batches();
    assertFalse(batches.round());
    assertTrue(commit());
    assertTrue(commit());
    assertEquals(0, client.durable());
    assertFalse(batches.round());
    assertEquals(List.of(1L, 2L), persisted);
    assertEquals(2, client.durable());
    assertEquals(Rounds.Result.NOTHING, batches.lastRound(true));
    assertEquals("batches=1 records=2 bytes=16 failed=0 durable=2", batches.statistics());
    assertEquals("", told.toString(UTF_8));
  }

  /** 8 records of 16 bytes fill a buffer: with 4 in one batch the next round comes at once. */
  @Test
  void aClientThatFillsHalfABufferIsPressing() throws Exception {
    Batches batches = batches();
    for (int i = 0; i < 3; i++) {
      assertTrue(commit());
    }
    assertFalse(batches.round());
    for (int i = 0; i < 4; i++) {
      assertTrue(commit());
    }
    assertTrue(batches.round());
    assertFalse(batches.round());
  }

  @Test
  void aJournalThatFailsIsReportedOnceAndTriedAgain() throws Exception {
    Batches batches = batches();
    commit();
    isFull = true;
    assertFalse(batches.round());
    assertFalse(batches.round());
    assertEquals(Rounds.Result.FAILED, batches.lastRound(true));
    assertEquals(1, times("cannot be written"), () -> told.toString(UTF_8));
    // The client goes on in another buffer until that is full, and then it may offer a base.
    int committed = 1;
    while (commit()) {
      committed++;
    }
    assertEquals(9, committed);
    client.base(new byte[8], 0, 8);
    assertEquals(0, client.durable());
    isFull = false;
    assertEquals(Rounds.Result.SAVED, batches.lastRound(true));
    assertEquals(List.of(1L, 10L), persisted, "the base stands for those between");
    assertEquals(1, times("written again"), () -> told.toString(UTF_8));
    assertTrue(batches.statistics().contains("failed=3"), batches::statistics);
  }

  /** The memory is removed after the last round only if that says that all is on disk. */
  @Test
  void theLastRoundSyncsWhatWasAppended() throws Exception {
    int[] syncs = {0};
    Batches.Log log =
        new Batches.Log() {
          @Override
          public long append(RecordBatch batch) throws IOException {
            return BatchesTest.this.append(batch);
          }

          @Override
          public void sync() throws IOException {
            syncs[0]++;
            if (isFull) {
              throw new IOException("Input/output error");
            }
          }
        };
    Batches batches =
        new Batches(channel, IDENTITY, 0, log, new Reports(new PrintStream(told, true, UTF_8)));
    commit();
    assertFalse(batches.round());
    assertEquals(0, syncs[0]);
    assertEquals(Rounds.Result.NOTHING, batches.lastRound(true));
    assertEquals(1, syncs[0]);
    isFull = true;
    assertEquals(Rounds.Result.FAILED, batches.lastRound(true));
    assertEquals(1, times("survives no power cut: Input/output error"), () -> told.toString(UTF_8));
  }

  @Test
  void whatAKilledHostHasTakenIsTakenUp() throws Exception {
    commit();
    isFull = true;
    batches().round();
    isFull = false;
    commit();
    assertEquals(Rounds.Result.SAVED, batches().lastRound(true));
    assertEquals(List.of(1L, 2L), persisted);
  }

  /** Persisted and not returned: the records are skipped, and the buffer is returned. */
  @Test
  void whatAKilledHostHasPersistedIsNotPersistedAgain() throws Exception {
    commit();
    isFull = true;
    batches().round();
    isFull = false;
    persisted.add(1L);
    Batches next = batches();
    assertEquals(1, client.durable());
    commit();
    assertEquals(Rounds.Result.SAVED, next.lastRound(true));
    assertEquals(List.of(1L, 2L), persisted);
  }

  @Test
  void hostileWordsAreReportedAndNothingOfThemIsPersisted() throws Exception {
    commit();
    batches().round();
    commit();
    long control = memory.getOpaque(TripleLayout.CONTROL_AT);
    Batches batches = batches();
    long[] words = {
      -1, Long.MIN_VALUE, 3L << 28, 1L << 28, 1, 1L << 30, 1L << 28 | 17, 1L << 28 | 1L << 59 | 2
    };
    for (long word : words) {
      told.reset();
      memory.setOpaque(TripleLayout.CONTROL_AT, word);
      Batches other = batches();
      assertFalse(other.round());
      assertEquals(Rounds.Result.UNUSABLE, other.lastRound(true), () -> Long.toHexString(word));
      assertEquals(Rounds.Result.UNUSABLE, batches.lastRound(true), () -> Long.toHexString(word));
      assertEquals(List.of(1L), persisted);
      assertTrue(told.toString(UTF_8).contains("control word"), () -> told.toString(UTF_8));
    }
    memory.setOpaque(TripleLayout.CONTROL_AT, control);
    batches.lastRound(true);
    assertEquals(List.of(1L, 2L), persisted, "when the word is right again");
  }

  @Test
  void hostileNumbersAndLengthsAreReportedAndNothingOfThemIsPersisted() throws Exception {
    commit();
    long first = TripleLayout.HEAD_BYTES;
    long length = first + 64;
    for (long[] word :
        new long[][] {{first, 0}, {first, 3}, {first, 1L << 62}, {first, -1}, {length, 1L << 40}}) {
      long right = memory.getOpaque(word[0]);
      memory.setOpaque(word[0], word[1]);
      Batches batches = batches();
      assertEquals(Rounds.Result.UNUSABLE, batches.lastRound(true));
      assertEquals(List.of(), persisted);
      memory.setOpaque(word[0], right);
    }
    assertEquals(Rounds.Result.NOTHING, afterSaved(batches()));
    assertEquals(List.of(1L), persisted);
  }

  private static Rounds.Result afterSaved(Batches batches) {
    Rounds.Result result = batches.lastRound(true);
    return result == Rounds.Result.SAVED ? batches.lastRound(true) : result;
  }

  /** A base may have any number above the durable one, but none that the journal refuses. */
  @Test
  void whatTheJournalRefusesIsAnErrorOfTheMemory() throws Exception {
    client.base(new byte[8], 0, 8);
    memory.setOpaque(TripleLayout.HEAD_BYTES, 2000);
    assertEquals(Rounds.Result.UNUSABLE, batches().lastRound(true));
    assertTrue(
        told.toString(UTF_8).contains("no journal takes these records"),
        () -> told.toString(UTF_8));
    assertEquals(List.of(), persisted);
  }

  @Test
  void aMemoryOfAnotherJournalIsNeverTakenFrom() throws Exception {
    commit();
    memory.setOpaque(TripleLayout.IDENTITY_AT, 3);
    Batches batches = batches();
    assertEquals(Rounds.Result.UNUSABLE, batches.lastRound(true));
    assertTrue(told.toString(UTF_8).contains("identities differ"), () -> told.toString(UTF_8));
    assertEquals(0, client.durable());
    assertEquals(List.of(), persisted);
  }

  @Test
  void aMemoryThatIsAheadOfTheJournalIsNeverTakenFrom() throws Exception {
    memory.setOpaque(TripleLayout.DURABLE_AT, 5);
    commit();
    assertEquals(Rounds.Result.UNUSABLE, batches().lastRound(true));
    assertTrue(told.toString(UTF_8).contains("record 5 is durable, the store ends with 0"));
    assertEquals(5, client.durable());
  }

  /** Within a page no access fails: what was cut off reads as zeros. */
  @Test
  void aTruncatedMemoryIsReportedAndUsedAgainWhenItIsWhole() throws Exception {
    commit();
    Batches batches = batches();
    byte[] all = new byte[(int) LAYOUT.size()];
    memory.getBytes(0, ByteBuffer.wrap(all), 0, all.length);
    for (int size : new int[] {8200, 8192, 4096, 0}) {
      channel.truncate(size);
      assertEquals(Rounds.Result.UNUSABLE, batches.lastRound(true));
      assertEquals(List.of(), persisted);
    }
    channel.write(ByteBuffer.wrap(new byte[all.length]), 0);
    assertEquals(Rounds.Result.UNUSABLE, batches.lastRound(true), "zeros are not configured");
    channel.write(ByteBuffer.wrap(all), 0);
    batches.lastRound(true);
    assertEquals(List.of(1L), persisted);
    assertEquals(1, times("written again"), () -> told.toString(UTF_8));
  }
}
