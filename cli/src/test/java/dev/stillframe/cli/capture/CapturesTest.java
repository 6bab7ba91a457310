package dev.stillframe.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.host.Memories;
import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.store.ReplaceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client does to its memory: the host reports it, goes on, and loses nothing good. */
final class CapturesTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Path memory;
  private Path snapshot;
  private ReplaceStore store;
  private FileChannel client;
  private FileChannel host;
  private final Statistics statistics = new Statistics();
  private Captures captures;

  @BeforeEach
  void setUp() throws Exception {
    memory = Files.createFile(directory.resolve("memory"));
    snapshot = directory.resolve("state.snap");
    store = ReplaceStore.open(snapshot, 2);
    client = FileChannel.open(memory, READ, WRITE);
    host = FileChannel.open(memory, READ, WRITE);
    captures = captures(new MemoryView(host, statistics));
  }

  private Captures captures(MemoryView view) {
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    return new Captures(view, store, Memories.IDENTITY, statistics, reports);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    client.close();
    host.close();
  }

  /** The host has given the memory its identity before the client came. */
  private void put(byte[] content) throws IOException {
    byte[] identified = content.clone();
    if (content.length > QueueLayout.PAGE) {
      identified[(int) QueueLayout.IDENTITY_AT] = 1;
    }
    client.truncate(identified.length);
    client.write(ByteBuffer.wrap(identified), 0);
  }

  private void putWord(long at, long word) throws IOException {
    client.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(word).flip(), at);
  }

  private long persisted() throws IOException {
    return Inspection.of(snapshot).newest().end();
  }

  private int times(String text) {
    return told.toString(UTF_8).split(text, -1).length - 1;
  }

  @Test
  void aClientThatHasNotComeSoFarIsNoTrouble() throws Exception {
    captures.round();
    client.write(ByteBuffer.allocate(100_000), 0);
    captures.round();
    byte[] configured = Images.original("configured-empty.bin");
    put(configured);
    captures.round();
    assertEquals(Captures.Result.NOTHING, captures.lastRound(true));
    assertEquals("", told.toString(UTF_8));
    assertFalse(Files.exists(snapshot));
  }

  @Test
  void aMemoryThatGrowsIsMappedAgain() throws Exception {
    put(Images.original("one-commit.bin"));
    captures.round();
    assertEquals(12, persisted());
    put(Images.original("multi-page-entries.bin"));
    captures.round();
    assertEquals(12_000, persisted());
    assertEquals(36_864, Files.size(snapshot));
  }

  @Test
  void onlyNewsIsPublishedAndTheLastStateAlways() throws Exception {
    put(Images.memory(1, 3));
    captures.round();
    captures.round();
    assertEquals(1, statistics.published);
    // A client of the original may replace the bytes and leave the descriptor as it was.
    byte[] rewritten = Images.memory(1, 3);
    rewritten[8192 + 25] ^= 1;
    client.write(ByteBuffer.wrap(rewritten), 0);
    captures.round();
    assertEquals(1, statistics.published);
    assertEquals(Captures.Result.SAVED, captures.lastRound(true));
    assertEquals(rewritten[8192 + 25], Files.readAllBytes(snapshot)[8192 + 25]);
  }

  /** The original set a live write offset of 200 back to 100, and wrote masks and version. */
  @Test
  void aCaptureWritesNothingToTheMemory() throws Exception {
    byte[] content = Images.memory(1, 3);
    content[24] = (byte) 200;
    put(content);
    captures.round();
    captures.lastRound(true);
    assertArrayEquals(content, Files.readAllBytes(memory));
    assertEquals(30, persisted());
  }

  @Test
  void aBrokenMemoryIsReportedOnceAndTheLastSnapshotStays() throws Exception {
    put(Images.memory(1, 3));
    captures.round();
    byte[] good = Files.readAllBytes(snapshot);
    for (long word : new long[] {-1, 0x55, Long.MIN_VALUE, 1L << 40, (1L << 31) - 1}) {
      for (long at : new long[] {QueueLayout.VERSION_AT, QueueLayout.ENTRY_MASK_AT, 16}) {
        put(Images.memory(1, 4));
        putWord(at, word);
        captures.round();
        captures.round();
        assertEquals(Captures.Result.UNUSABLE, captures.lastRound(true));
        assertArrayEquals(good, Files.readAllBytes(snapshot));
      }
    }
    assertEquals(
        3, times("cannot be captured"), () -> told.toString(UTF_8)); // foreign, geometry, truncated
    put(Images.memory(1, 5));
    captures.round();
    assertEquals(50, persisted());
    assertEquals(1, times("written again"), () -> told.toString(UTF_8));
  }

  @Test
  void hostileDescriptorsGiveNoWrongEntry() throws Exception {
    for (long word : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 65, 4096}) {
      for (int slot = 0; slot < 16; slot++) {
        put(Images.memory(1, 3));
        putWord(4096 + slot * 16L, word);
        putWord(4096 + slot * 16L + 8, word);
        captures.round();
      }
    }
    assertEquals(30, persisted());
  }

  @Test
  void anEmptiedMemoryNeverReplacesASnapshot() throws Exception {
    put(Images.memory(1, 3));
    captures.round();
    put(Images.memory(1, 0));
    assertEquals(Captures.Result.NOTHING, captures.lastRound(true));
    put(new byte[0]);
    assertEquals(Captures.Result.NOTHING, captures.lastRound(true));
    put(new byte[5000]);
    assertEquals(Captures.Result.NOTHING, captures.lastRound(true));
    assertEquals(30, persisted());
  }

  /** The virtual machine must live, no error may get out, and no zeros may pass for a state. */
  @Test
  void aMemoryThatIsTruncatedBeforeAnyAccessOfALookEndsNothing() throws Exception {
    byte[] content = Arrays.copyOf(Images.memory(1, 5), 1 << 20);
    Arrays.fill(content, 20_000, content.length, (byte) 7);
    AtomicInteger accesses = new AtomicInteger();
    captures =
        captures(
            new MemoryView(
                host, statistics, (file, size) -> new Truncated(file, size, accesses, client)));
    int truncations = 0;
    do {
      put(content);
      accesses.set(truncations);
      captures.lastRound(true);
      truncations++;
    } while (accesses.get() < 0); // until a look is over before its turn comes
    assertTrue(truncations > 20, () -> "a look of few accesses");
    assertTrue(times("truncated") > 0, () -> told.toString(UTF_8));
    assertEquals(1, statistics.published);
    accesses.set(-1); // from now on nobody truncates
    assertEquals(Captures.Result.SAVED, captures.lastRound(true));
    assertEquals(50, persisted());
    assertEquals("holds", Inspection.of(snapshot).seal().state());
  }

  /** A mapped file that its client truncates, really, before one access of its reader. */
  private static final class Truncated extends ForwardingMemory {
    private final AtomicInteger accesses;
    private final FileChannel client;

    Truncated(FileChannel file, long size, AtomicInteger accesses, FileChannel client)
        throws IOException {
      super(BufferMemory.map(file, MapMode.READ_ONLY, size));
      this.accesses = accesses;
      this.client = client;
    }

    private void access() {
      if (accesses.getAndDecrement() == 0) {
        try {
          client.truncate(10_000);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public long getOpaque(long at) {
      access();
      return super.getOpaque(at);
    }

    @Override
    public long getAcquire(long at) {
      access();
      return super.getAcquire(at);
    }

    @Override
    public void getBytes(long at, ByteBuffer target, int index, int length) {
      access();
      super.getBytes(at, target, index, length);
    }
  }

  @Test
  void aClientThatNeverPausesStarvesTheCaptureAndPeopleAreTold() throws Exception {
    put(Images.memory(1, 3));
    AtomicInteger overtakes = new AtomicInteger(20 * MemoryView.ATTEMPTS);
    captures =
        captures(new MemoryView(host, statistics, (file, size) -> new Overtaken(file, overtakes)));
    for (int i = 0; i < 20; i++) {
      captures.round();
    }
    assertEquals(20, statistics.starved);
    assertEquals(20 * MemoryView.ATTEMPTS, statistics.lapped);
    assertEquals(1, times("overtakes every capture"), () -> told.toString(UTF_8));
    assertFalse(Files.exists(snapshot));
    captures.round();
    assertEquals(1, times("written again"), () -> told.toString(UTF_8));
    assertTrue(persisted() > 30);
  }

  /** A memory whose client replaces the newest entry before each second look, for some time. */
  private static final class Overtaken extends ForwardingMemory {
    private final BufferMemory words;
    private final AtomicInteger overtakes;

    Overtaken(FileChannel file, AtomicInteger overtakes) throws IOException {
      this(BufferMemory.map(file, MapMode.READ_WRITE, file.size()), overtakes);
    }

    private Overtaken(BufferMemory words, AtomicInteger overtakes) {
      super(words);
      this.words = words;
      this.overtakes = overtakes;
    }

    @Override
    public void acquireFence() {
      if (overtakes.getAndDecrement() > 0) {
        long newest = 4096 + 2 * QueueLayout.DESCRIPTOR_BYTES;
        words.setOpaque(newest, words.getOpaque(newest) + 10);
      }
    }
  }

  @Test
  void aPublicationThatFailsIsReportedOnceAndTriedAgain() throws Exception {
    Path inTheWay = Files.createDirectory(directory.resolve("state.snap.tmp"));
    Path inside = Files.createFile(inTheWay.resolve("file"));
    put(Images.memory(1, 3));
    captures.round();
    captures.round();
    assertEquals(Captures.Result.FAILED, captures.lastRound(true));
    assertEquals(1, times("cannot be written"), () -> told.toString(UTF_8));
    Files.delete(inside);
    Files.delete(inTheWay);
    captures.round();
    assertEquals(30, persisted());
    assertEquals(1, times("written again"), () -> told.toString(UTF_8));
    assertEquals(3, statistics.failed);
  }
}
