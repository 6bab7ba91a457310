package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Records that look like batches, and batches with good checksums that no host writes. */
final class HostileJournalTest extends JournalFixture {
  private static final long SALT = 0x1234_5678_9abc_def0L;
  private static final int HEAD = JournalBatch.HEAD;

  @Override
  Journal open() throws IOException {
    return Journal.open(SystemDisk.INSTANCE, name, JournalSync.EACH_BATCH, () -> SALT);
  }

  private static StateRecord record(long number, byte[] bytes) {
    return new StateRecord(number, false, bytes);
  }

  /** A journal with record 1; returns its size. */
  private int begin() throws IOException {
    Files.deleteIfExists(file);
    try (Journal journal = open()) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(1, new byte[8])));
    }
    return (int) Files.size(file);
  }

  /** Appends a record 2 that holds some bytes at a place of the file. */
  private void append(byte[] content) throws IOException {
    try (Journal journal = open()) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(2, content)));
    }
  }

  /** Returns where the content of a record begins that is the first of its batch. */
  private static int contentAt(int batchAt) {
    return batchAt + HEAD + Long.BYTES;
  }

  private static byte[] batch(long number, long salt, long at) {
    return JournalBatch.of(RecordBatch.of(List.of(record(number, new byte[8]))), salt, at)
        .bytes()
        .array();
  }

  /** What a power cut may leave of the last batch: some of its sectors are not there. */
  private void tear(int from, int to) throws IOException {
    try (DiskFile torn = SystemDisk.INSTANCE.open(file, true)) {
      torn.write(ByteBuffer.allocate(to - from), from);
    }
  }

  /** A whole batch for its place, as only somebody can make it who has read the salt. */
  @Test
  void aBatchWithinATornRecordIsNoDamageIfTheHeadIsWhole() throws IOException {
    int at = begin();
    byte[] content = Arrays.copyOf(batch(7, SALT, contentAt(at)), 2000);
    append(content);
    flip(contentAt(at) + 1500);
    Recovery recovery = recover();
    assertFalse(recovery.damage().isPresent(), recovery::toString);
    assertEquals(1, recovery.durable());
    assertTrue(recovery.cutOff() > 0);
  }

  @Test
  void aBatchWithAnotherSaltIsNoDamage() throws IOException {
    int at = begin();
    byte[] content = new byte[4000];
    for (int i = 0; i + 48 <= content.length; i += 48) {
      System.arraycopy(batch(7, SALT + 1 + i, contentAt(at) + i), 0, content, i, 48);
    }
    append(content);
    tear(at, at + HEAD);
    Recovery recovery = recover();
    assertFalse(recovery.damage().isPresent(), recovery::toString);
    assertEquals(1, recovery.durable());
  }

  /** One that was a batch of this very file, at another place. */
  @Test
  void aBatchOfAnotherPlaceIsNoDamage() throws IOException {
    int at = begin();
    append(new byte[8]);
    byte[] all = Files.readAllBytes(file);
    byte[] second = Arrays.copyOfRange(all, at, all.length);
    assertArrayEquals(batch(2, SALT, at), second);
    begin();
    append(Arrays.copyOf(second, 2000));
    tear(at, at + HEAD);
    Recovery recovery = recover();
    assertFalse(recovery.damage().isPresent(), recovery::toString);
    assertEquals(1, recovery.durable());
  }

  /** The limit of this: whoever reads the salt, and the head is torn. It loses nothing. */
  @Test
  void aBatchWithTheSaltOfTheFileCountsAsDamageIfTheHeadIsTorn() throws IOException {
    int at = begin();
    append(Arrays.copyOf(batch(7, SALT, contentAt(at)), 2000));
    tear(at, at + HEAD);
    Recovery recovery = recover();
    assertEquals(7, recovery.damage().orElseThrow().lastLost());
    assertEquals(1, recovery.durable());
  }

  /** Thousands of heads to check must neither stop the search nor end it. */
  @Test
  void damageIsFoundBehindManyThatLookLikeHeads() throws IOException {
    int at = begin();
    ByteBuffer content = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    while (content.hasRemaining()) {
      content.putInt(0x424a5453).putInt(1 << 19);
    }
    append(content.array());
    try (Journal journal = open()) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(3, new byte[8])));
    }
    byte[] whole = Files.readAllBytes(file);
    tear(at, at + HEAD);
    assertEquals(3, recover().damage().orElseThrow().lastLost());
    Files.write(file, Arrays.copyOf(whole, whole.length - 8));
    tear(at, at + HEAD);
    Recovery recovery = recover();
    assertFalse(recovery.damage().isPresent(), recovery::toString);
  }

  private void flip(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  /** Puts a batch with good checksums behind record 1. */
  private void assertRefused(Consumer<ByteBuffer> change, String why) throws IOException {
    int at = begin();
    RecordBatch records = RecordBatch.of(List.of(record(2, new byte[8]), record(3, new byte[24])));
    ByteBuffer bytes = JournalBatch.of(records, SALT, at).bytes();
    change.accept(bytes);
    JournalBatch.seal(bytes, SALT, at);
    put(bytes, at);
    assertRefused(why);
  }

  private void put(ByteBuffer bytes, int at) throws IOException {
    try (DiskFile journal = SystemDisk.INSTANCE.open(file, true)) {
      journal.write(bytes.duplicate().clear(), at);
    }
  }

  private void assertRefused(String why) throws IOException {
    byte[] before = Files.readAllBytes(file);
    FormatException refused = assertThrows(FormatException.class, this::recover);
    assertEquals(FormatException.Reason.RECORDS, refused.reason());
    assertTrue(refused.getMessage().contains(why), refused::toString);
    assertTrue(refused.getMessage().contains("move it away"), refused::toString);
    assertArrayEquals(before, Files.readAllBytes(file));
    try (JournalReader reader = JournalReader.open(name)) {
      assertThrows(UncheckedIOException.class, () -> reader.forEachRemaining(record -> {}));
    }
  }

  @Test
  void aWholeBatchThatHoldsNoRecordsIsRefused() throws IOException {
    String why = "at byte 560 that does not hold the";
    for (long count : new long[] {0, 1, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32 | 2}) {
      assertRefused(bytes -> bytes.putLong(16, count), why);
    }
    for (long first : new long[] {0, -1, Long.MIN_VALUE, RecordFormat.MAX_NUMBER + 1}) {
      assertRefused(bytes -> bytes.putLong(8, first), why);
    }
    for (long length : new long[] {0, 9, 33, 1 << 30, Long.MAX_VALUE, Integer.MAX_VALUE}) {
      assertRefused(bytes -> bytes.putLong(HEAD, length), why);
      assertRefused(bytes -> bytes.putLong(HEAD + 16, length == 9 ? 25 : length), why);
    }
  }

  @Test
  void aBaseBehindTheFirstRecordIsRefused() throws IOException {
    assertRefused(
        bytes -> bytes.putLong(HEAD + 16, bytes.getLong(HEAD + 16) | Long.MIN_VALUE),
        "does not hold");
    assertRefused(
        bytes -> bytes.putLong(HEAD, bytes.getLong(HEAD) | Long.MIN_VALUE),
        "begins with base 2 behind record 1");
  }

  @Test
  void aWholeBatchWhoseNumbersDoNotFollowIsRefused() throws IOException {
    for (long first : new long[] {1, 3, 100, RecordFormat.MAX_NUMBER}) {
      assertRefused(
          bytes -> bytes.putLong(8, first), "begins with record " + first + " behind record 1");
    }
  }

  /** A file that begins with another record than the first must begin with a base. */
  @Test
  void anIncrementInThePlaceOfABaseIsRefused() throws IOException {
    begin();
    put(new JournalHeader(9, SALT, IDENTITY, JournalSync.EACH_BATCH).bytes(), 0);
    put(ByteBuffer.wrap(batch(9, SALT, 512)), 512);
    assertRefused("begins with record 9 behind record 8");
  }

  /** Longer than the file: it reads as torn, and no room is asked for it. */
  @Test
  void aLengthBeyondTheFileIsATornBatch() throws IOException {
    for (int length : new int[] {72 + 8, 1 << 30, Integer.MAX_VALUE - 7, -8}) {
      int at = begin();
      RecordBatch record = RecordBatch.of(List.of(record(2, new byte[24])));
      ByteBuffer bytes = JournalBatch.of(record, SALT, at).bytes();
      bytes.putInt(4, length);
      JournalBatch.seal(bytes, SALT, at);
      put(bytes, at);
      Recovery recovery = recover();
      assertEquals(1, recovery.durable());
      assertEquals(64, recovery.cutOff());
      assertFalse(recovery.damage().isPresent(), recovery::toString);
    }
  }

  @Test
  void aHeaderThatSaysOtherwiseWhenItIsSyncedIsRefused() throws IOException {
    begin();
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(Files.readAllBytes(file), 512));
    header.order(ByteOrder.LITTLE_ENDIAN).putLong(16, 0).putLong(48, 2);
    CRC32C crc = new CRC32C();
    crc.update(header.array());
    put(header.putLong(16, crc.getValue()), 0);
    FormatException refused = assertThrows(FormatException.class, this::recover);
    assertEquals(FormatException.Reason.GEOMETRY, refused.reason());
  }
}
