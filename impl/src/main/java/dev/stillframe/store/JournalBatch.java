package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.DiskFile;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Records that get into a journal together: those of one take of the host.
 *
 * <pre>
 *        0  head       lower half the bytes "STJB", upper half the length of the batch in bytes
 *        8  first      number of the first record
 *       16  count      of records, at least 1
 *       24  checksums  lower half of the batch with this word taken as 0, upper half of the three
 *                      words before: CRC32C, each begun with the salt of the file and the place of
 *                      the batch in it
 *       32  records    each as {@link RecordFormat} says
 * </pre>
 *
 * <p>The salt is there because a client decides what its records hold: a batch within a record must
 * not pass for one of the file. The head has a checksum of its own so that its length can be
 * believed where the rest is torn.
 *
 * @param bytes all of it, little-endian, checked
 * @param first number of the first record
 * @param count of records
 */
record JournalBatch(ByteBuffer bytes, long first, int count) {
  /** Bytes before the records. */
  static final int HEAD = 32;

  private static final int MAGIC = 0x424a5453;
  private static final int FIRST_AT = 8;
  private static final int COUNT_AT = 16;
  private static final int CHECKSUM_AT = 24;

  /**
   * Makes a batch.
   *
   * @param records at least one
   * @param salt of the file
   * @param at where in the file it will be
   * @throws IllegalArgumentException if they come to more than 2 GiB
   */
  static JournalBatch of(RecordBatch records, long salt, long at) {
    long length = HEAD + (long) records.size();
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a batch of " + length + " bytes: at most 2 GiB - 1");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, length << 32 | MAGIC).putLong(FIRST_AT, records.first());
    bytes.putLong(COUNT_AT, records.count());
    bytes.put(HEAD, records.bytes(), 0, records.size());
    seal(bytes, salt, at);
    return new JournalBatch(bytes, records.first(), records.count());
  }

  /** Writes the checksums of a batch. */
  static void seal(ByteBuffer bytes, long salt, long at) {
    bytes.putLong(CHECKSUM_AT, headChecksum(bytes, salt, at) << 32 | checksum(bytes, salt, at));
  }

  /**
   * Reads the batch at a place where there may be anything.
   *
   * @param file a journal
   * @param path for messages
   * @param at where
   * @param end of the file, in bytes
   * @param salt of the file
   * @return empty if there is no whole batch of this file and place
   * @throws FormatException if its checksums hold, and what it holds is no batch: nobody has torn
   *     it
   * @throws IOException if the file cannot be read
   */
  static Optional<JournalBatch> read(DiskFile file, Path path, long at, long end, long salt)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    file.read(head, at);
    int length = length(head.flip(), salt, at);
    if (length == 0 || length > end - at) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(bytes, at);
    if (bytes.hasRemaining()
        || length(bytes.flip(), salt, at) != length
        || (int) bytes.getLong(CHECKSUM_AT) != (int) checksum(bytes, salt, at)) {
      return Optional.empty();
    }
    long first = bytes.getLong(FIRST_AT);
    long count = bytes.getLong(COUNT_AT);
    boolean isSane =
        first >= 1 && first <= RecordFormat.MAX_NUMBER && count >= 1 && count <= length;
    JournalBatch batch = new JournalBatch(bytes, first, isSane ? (int) count : 0);
    if (!isSane || !batch.hasItsRecords()) {
      throw unlike(path, at, "does not hold the " + count + " records that it says");
    }
    return Optional.of(batch);
  }

  /** A batch whose checksums hold, and that no host of ours writes. */
  static FormatException unlike(Path path, long at, String what) {
    return JournalHeader.broken(
        Reason.RECORDS, path, "has a whole batch at byte " + at + " that " + what);
  }

  /**
   * Returns the length of the batch whose head a buffer begins with.
   *
   * @param head what may be a head, little-endian, from its position on
   * @param salt of the file
   * @param at where in the file
   * @return 0 if this is no whole head of this file and place
   */
  static int length(ByteBuffer head, long salt, long at) {
    if (head.remaining() < HEAD || head.getInt(head.position()) != MAGIC) {
      return 0;
    }
    ByteBuffer bytes = head.slice().order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getInt(Integer.BYTES);
    boolean isLength = length > HEAD && length % Long.BYTES == 0;
    boolean isWhole = bytes.getLong(CHECKSUM_AT) >>> 32 == headChecksum(bytes, salt, at);
    return isLength && isWhole ? length : 0;
  }

  /** Tells whether so many records fill the batch, and only the first of them is a base. */
  private boolean hasItsRecords() {
    int at = HEAD;
    for (int i = 0; i < count; i++) {
      if (at == bytes.capacity()) {
        return false;
      }
      long word = bytes.getLong(at);
      long length = RecordFormat.length(word);
      long room = bytes.capacity() - at - Long.BYTES;
      if (length > room || RecordFormat.isBase(word) && i > 0) {
        return false;
      }
      at += (int) RecordFormat.bytes((int) length);
    }
    return at == bytes.capacity();
  }

  private static long headChecksum(ByteBuffer bytes, long salt, long at) {
    CRC32C crc = begin(salt, at);
    crc.update(bytes.slice(0, CHECKSUM_AT));
    return crc.getValue();
  }

  private static long checksum(ByteBuffer bytes, long salt, long at) {
    CRC32C crc = begin(salt, at);
    crc.update(bytes.slice(0, CHECKSUM_AT));
    crc.update(new byte[Long.BYTES]);
    crc.update(bytes.slice(HEAD, bytes.capacity() - HEAD));
    return crc.getValue();
  }

  private static CRC32C begin(long salt, long at) {
    CRC32C crc = new CRC32C();
    ByteBuffer words = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(words.putLong(salt).putLong(at).flip());
    return crc;
  }

  /** Returns the number of the last record. */
  long last() {
    return first + count - 1;
  }

  /** Tells whether the first record is a base. */
  boolean isBase() {
    return RecordFormat.isBase(bytes.getLong(HEAD));
  }

  /** Copies the records. */
  List<StateRecord> records() {
    List<StateRecord> records = new ArrayList<>(count);
    int at = HEAD;
    for (int i = 0; i < count; i++) {
      long word = bytes.getLong(at);
      byte[] content = new byte[(int) RecordFormat.length(word)];
      bytes.get(at + Long.BYTES, content);
      records.add(new StateRecord(first + i, RecordFormat.isBase(word), content));
      at += (int) RecordFormat.bytes(content.length);
    }
    return records;
  }
}
