package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.memory.OwnMemory;
import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.JournalSync;
import dev.stillframe.store.TwinStore;
import dev.stillframe.triple.TripleBufferClient;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which memory a client of the triple buffer finds, and what becomes of its records. */
final class TripleLifeTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Path name;
  private Path journal;
  private OwnMemory memory;

  @BeforeEach
  void setUp() throws Exception {
    name = directory.toRealPath().resolve("state");
    journal = JournalReader.file(name);
    memory = new OwnMemory(RuntimeDirectory.newMemory(journal, environment()), true);
  }

  private Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", directory.toString());
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Prepares a memory, lets a client work while no host looks, and then runs a last round. */
  private Rounds.Result host(Work client) throws Exception {
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    told.reset();
    try (Strategy strategy = TripleStrategy.open(name, 20_000, JournalSync.EACH_BATCH, reports)) {
      Memories.prepare(memory, strategy.recover(memory, Optional.empty()), reports);
      try (FileChannel channel = memory.open(READ, WRITE).orElseThrow()) {
        Rounds rounds = strategy.rounds(channel, new UUID(0, 0));
        client.run();
        return rounds.lastRound(true);
      }
    }
  }

  /** What a host does that is killed before its client starts. */
  private void prepare() throws Exception {
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    told.reset();
    try (Strategy strategy = TripleStrategy.open(name, 20_000, JournalSync.EACH_BATCH, reports)) {
      Memories.prepare(memory, strategy.recover(memory, Optional.empty()), reports);
    }
  }

  /** Commits increments of one byte; the client is then killed, or ends. */
  private void commit(int... bytes) throws IOException {
    try (TripleBufferClient client = TripleBufferClient.open(memory.file())) {
      for (int increment : bytes) {
        assertTrue(client.increment(new byte[] {(byte) increment}));
      }
    }
  }

  private void base(int content) throws IOException {
    try (TripleBufferClient client = TripleBufferClient.open(memory.file())) {
      client.base(new byte[] {(byte) content});
    }
  }

  /** What a client finds that starts now. */
  private List<Integer> rebuilt() throws IOException {
    List<Integer> found = new ArrayList<>();
    try (TripleBufferClient client = TripleBufferClient.open(memory.file())) {
      client.rebuild(journal, record -> found.add((int) record.bytes()[0]));
    }
    return found;
  }

  private List<Integer> persisted() throws IOException {
    List<Integer> found = new ArrayList<>();
    try (JournalReader reader = JournalReader.openFile(journal)) {
      while (reader.hasNext()) {
        StateRecord record = reader.next();
        found.add((int) record.bytes()[0]);
      }
    }
    return found;
  }

  private TripleContents contents() throws Exception {
    try (FileChannel channel = memory.open(READ).orElseThrow()) {
      return TripleContents.of(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size()));
    }
  }

  private void put(long at, long word) throws Exception {
    try (FileChannel channel = memory.open(READ, WRITE).orElseThrow()) {
      BufferMemory.map(channel, MapMode.READ_WRITE, channel.size()).setOpaque(at, word);
    }
  }

  @Test
  void aFreshMemoryHasTheIdentityOfItsJournal() throws Exception {
    prepare();
    assertTrue(told.toString(UTF_8).contains("starts afresh in"), () -> told.toString(UTF_8));
    TripleContents contents = contents();
    assertEquals(JournalContents.of(journal).identity(), contents.identity());
    assertFalse(contents.identity().equals(new UUID(0, 0)));
    assertEquals(0, contents.durable());
    assertEquals(TripleLayout.within(20_000).capacity(), contents.layout().capacity());
    assertTrue(Files.size(memory.file()) <= 20_000);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory.file())));
  }

  @Test
  void whatWasCommittedIsInTheJournalAndNowhereTwice() throws Exception {
    assertEquals(Rounds.Result.NOTHING, host(() -> commit(1, 2, 3)));
    assertEquals(List.of(1, 2, 3), persisted());
    assertEquals(List.of(1, 2, 3), rebuilt());
    assertEquals(Rounds.Result.NOTHING, host(() -> commit(4)));
    assertTrue(
        told.toString(UTF_8).contains("taken: " + journal + ", up to record 3"),
        () -> told.toString(UTF_8));
    assertTrue(
        told.toString(UTF_8).contains("goes on with the memory"), () -> told.toString(UTF_8));
    assertEquals(List.of(1, 2, 3, 4), persisted());
  }

  @Test
  void whatAHostHasNotTakenIsTakenByTheNext() throws Exception {
    prepare();
    commit(1, 2);
    assertEquals(List.of(1, 2), rebuilt());
    host(() -> assertEquals(List.of(1, 2), rebuilt()));
    assertEquals(List.of(1, 2), persisted());
  }

  @Test
  void aBaseIsWhatAJournalBeginsWith() throws Exception {
    host(() -> commit(1, 2));
    host(() -> base(9));
    host(() -> commit(3));
    assertEquals(List.of(9, 3), persisted());
    assertEquals(List.of(9, 3), rebuilt());
    assertEquals(4, contents().durable());
  }

  /** As after a restart of the machine. */
  @Test
  void withoutAMemoryTheJournalIsGoneOnWith() throws Exception {
    host(() -> commit(1, 2, 3));
    Files.delete(memory.file());
    prepare();
    assertTrue(
        told.toString(UTF_8).contains("goes on after record 3 in"), () -> told.toString(UTF_8));
    assertEquals(3, contents().durable());
    assertEquals(List.of(1, 2, 3), rebuilt());
    host(() -> commit(4));
    assertEquals(List.of(1, 2, 3, 4), persisted());
  }

  @Test
  void aMemoryWhoseJournalIsNotThereYetGetsOneOfItsIdentity() throws Exception {
    prepare();
    commit(1, 2);
    UUID identity = contents().identity();
    Files.delete(journal);
    host(() -> {});
    assertEquals(identity, JournalContents.of(journal).identity());
    assertEquals(List.of(1, 2), persisted());
  }

  @Test
  void aForeignOrBrokenMemoryIsReplaced() throws Exception {
    host(() -> commit(1, 2));
    assertReplaced("identities differ", () -> put(TripleLayout.IDENTITY_AT, 1));
    assertReplaced("identities differ", () -> put(TripleLayout.IDENTITY_AT + 8, 0));
    assertReplaced("unusable", () -> put(TripleLayout.VERSION_AT, 0));
    assertReplaced("unusable", () -> put(TripleLayout.VERSION_AT, 0x55));
    assertReplaced("unusable", () -> put(TripleLayout.CAPACITY_AT, 1L << 40));
    assertReplaced("unusable", () -> put(TripleLayout.CONTROL_AT, -1));
    assertReplaced("unusable", () -> put(TripleLayout.CONTROL_AT, 3L << 28));
    assertReplaced("unusable", () -> put(TripleLayout.DURABLE_AT, -1));
    assertReplaced("empty", () -> truncate(0));
    assertReplaced("unusable", () -> truncate(9000));
  }

  private void truncate(long size) throws Exception {
    try (FileChannel channel = memory.open(READ, WRITE).orElseThrow()) {
      channel.truncate(size);
    }
  }

  private void assertReplaced(String why, Work damage) throws Exception {
    damage.run();
    prepare();
    assertTrue(told.toString(UTF_8).contains(why), () -> told.toString(UTF_8));
    assertTrue(
        told.toString(UTF_8).contains("goes on after record 2 in"), () -> told.toString(UTF_8));
    assertEquals(2, contents().durable());
    assertEquals(List.of(1, 2), rebuilt());
  }

  /** Neither of the two has all records: nothing is thrown away before somebody has looked. */
  @Test
  void aJournalThatWasSetBackIsRefusedAndBothAreLeftAlone() throws Exception {
    host(() -> commit(1, 2));
    byte[] older = Files.readAllBytes(journal);
    host(() -> commit(3));
    commit(4);
    byte[] newer = Files.readAllBytes(journal);
    byte[] words = Files.readAllBytes(memory.file());
    Files.write(journal, older);
    HostException e = assertThrows(HostException.class, this::prepare);
    assertEquals(125, e.code());
    assertTrue(e.getMessage().contains("ends with record 2"), e::getMessage);
    assertTrue(e.getMessage().contains("record 3 was durable"), e::getMessage);
    assertTrue(e.getMessage().contains("without the records 3 to 4"), e::getMessage);
    assertTrue(e.getMessage().contains(memory.file().toString()), e::getMessage);
    assertArrayEquals(older, Files.readAllBytes(journal));
    assertArrayEquals(words, Files.readAllBytes(memory.file()));
    // The right journal is put back ...
    Files.write(journal, newer);
    prepare();
    assertEquals(List.of(1, 2, 3, 4), rebuilt());
    // ... or what is lost is given up.
    Files.write(journal, older);
    Files.delete(memory.file());
    prepare();
    assertEquals(List.of(1, 2), rebuilt());
  }

  /** It was taken, or offered, or both; what is before the base is superseded. */
  @Test
  void aBaseInMemoryHealsAJournalThatWasSetBack() throws Exception {
    host(() -> commit(1, 2));
    byte[] older = Files.readAllBytes(journal);
    host(() -> commit(3));
    commit(4);
    base(50);
    commit(6);
    Files.write(journal, older);
    prepare();
    assertTrue(
        told.toString(UTF_8).contains("Nothing is lost: record 5"), () -> told.toString(UTF_8));
    assertEquals(List.of(50, 6), persisted());
    assertEquals(List.of(50, 6), rebuilt());
    host(() -> commit(7));
    assertEquals(List.of(50, 6, 7), persisted());
    assertEquals(List.of(50, 6, 7), rebuilt());
  }

  @Test
  void aJournalThatIsLostIsRefusedToo() throws Exception {
    host(() -> commit(1, 2));
    Files.delete(journal);
    HostException e = assertThrows(HostException.class, this::prepare);
    assertTrue(e.getMessage().contains("ends with record 0"), e::getMessage);
  }

  @Test
  void damageInTheMiddleIsReportedWithWhatIsLost() throws Exception {
    host(() -> commit(1, 2));
    host(() -> commit(3, 4));
    host(() -> commit(5));
    Files.delete(memory.file());
    long second = JournalContents.of(journal).batches().get(1).at();
    byte[] damaged = Files.readAllBytes(journal);
    damaged[(int) second + 40] ^= 1;
    Files.write(journal, damaged);
    prepare();
    assertTrue(told.toString(UTF_8).contains("LOST: records 3 to 5"), () -> told.toString(UTF_8));
    assertTrue(told.toString(UTF_8).contains("at byte " + second), () -> told.toString(UTF_8));
    Path kept = directory.toRealPath().resolve("state.journal.corrupt");
    assertTrue(told.toString(UTF_8).contains(kept.toString()), () -> told.toString(UTF_8));
    assertArrayEquals(damaged, Files.readAllBytes(kept));
    assertEquals(List.of(1, 2), rebuilt());
  }

  @Test
  void aTornLastBatchIsCutOffAndReported() throws Exception {
    host(() -> commit(1, 2));
    Files.delete(memory.file());
    byte[] whole = Files.readAllBytes(journal);
    byte[] torn = Arrays.copyOf(whole, whole.length + 24);
    torn[whole.length] = 1;
    Files.write(journal, torn);
    prepare();
    assertTrue(
        told.toString(UTF_8).contains("cut off: the last 24 bytes"), () -> told.toString(UTF_8));
    assertArrayEquals(whole, Files.readAllBytes(journal));
  }

  @Test
  void aDamagedHeaderIsRefused() throws Exception {
    host(() -> commit(1, 2));
    byte[] damaged = Files.readAllBytes(journal);
    damaged[10] ^= 1;
    Files.write(journal, damaged);
    IOException e = assertThrows(IOException.class, this::prepare);
    assertTrue(e.getMessage().contains("move it away"), e::getMessage);
    assertArrayEquals(damaged, Files.readAllBytes(journal));
  }

  @Test
  void aSizeThatIsTooSmallIsRefused() {
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    HostException e =
        assertThrows(
            HostException.class,
            () -> TripleStrategy.open(name, 8575, JournalSync.EACH_BATCH, reports));
    assertTrue(e.getMessage().contains("at least 8576"), e::getMessage);
  }

  @Test
  void aNameOfAnotherStoreIsRefused() throws Exception {
    prepare();
    assertRefused(StoreKind.REPLACE, "kept as a journal (state.journal is there)");
    assertRefused(StoreKind.TWIN, "kept as a journal (state.journal is there)");
    Files.delete(journal);
    try (TwinStore images = TwinStore.open(name)) {
      images.recover();
      images.publish(new PagedImage(ByteBuffer.allocateDirect(PagedImage.PAGE)));
    }
    assertRefused(StoreKind.JOURNAL, "kept as a snapshot (state.0 is there)");
    Files.createFile(directory.resolve("state"));
    assertRefused(StoreKind.JOURNAL, "kept as a snapshot (state is there)");
  }

  private void assertRefused(StoreKind kind, String why) {
    HostOptions options =
        new HostOptions(
            name,
            List.of("true"),
            HostOptions.Capture.QUEUE,
            0,
            Duration.ZERO,
            kind,
            2,
            JournalSync.EACH_BATCH,
            false);
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    HostException e = assertThrows(HostException.class, () -> kind.open(options, reports));
    assertTrue(e.getMessage().contains(why), e::getMessage);
  }
}
