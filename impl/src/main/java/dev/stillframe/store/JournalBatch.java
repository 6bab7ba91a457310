package dev.stillframe.store;

import dev.stillframe.files.DiskFile;
import dev.stillframe.triple.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Records that get into a journal together: those of one take of the host.
 *
 * <pre>
 *        0  head       lower half the bytes "STJB", upper half the length of the batch in bytes
 *        8  first      number of the first record
 *       16  count      of records, at least 1
 *       24  checksum   CRC32C of the identity and of the batch with this word taken as 0
 *       32  records    each a word (length in bytes; bit 63: a base), its bytes, zeros up to 8
 * </pre>
 *
 * @param bytes all of it, little-endian, checked
 * @param first number of the first record
 * @param count of records
 */
record JournalBatch(ByteBuffer bytes, long first, int count) {
  /** Bytes before the records. */
  static final int HEAD = 32;

  static final int MAGIC = 0x424a5453;

  private static final int FIRST_AT = 8;
  private static final int COUNT_AT = 16;
  private static final int CHECKSUM_AT = 24;
  private static final long BASE = Long.MIN_VALUE;

  /**
   * Makes a batch.
   *
   * @param records at least one, numbered without gaps; only the first may be a base
   * @param identity of the journal
   * @throws IllegalArgumentException if they come to more than 2 GiB
   */
  static JournalBatch of(List<StateRecord> records, UUID identity) {
    long length = HEAD;
    for (StateRecord record : records) {
      length += size(record.bytes().length);
    }
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a batch of " + length + " bytes: at most 2 GiB - 1");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    long first = records.get(0).number();
    bytes.putLong(0, length << 32 | MAGIC).putLong(FIRST_AT, first);
    bytes.putLong(COUNT_AT, records.size());
    int at = HEAD;
    for (StateRecord record : records) {
      int size = record.bytes().length;
      bytes.putLong(at, record.isBase() ? size | BASE : size);
      bytes.put(at + Long.BYTES, record.bytes());
      at += (int) size(size);
    }
    bytes.putLong(CHECKSUM_AT, checksum(bytes, identity));
    return new JournalBatch(bytes, first, records.size());
  }

  /** Returns what a record of so many bytes takes. */
  private static long size(long length) {
    return Long.BYTES + (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }

  /**
   * Reads the batch at a place where there may be anything.
   *
   * @param file a journal
   * @param at where
   * @param end of the file, in bytes
   * @param identity of the journal
   * @return empty if there is no whole batch of this journal
   * @throws IOException if the file cannot be read
   */
  static Optional<JournalBatch> read(DiskFile file, long at, long end, UUID identity)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    file.read(head, at);
    long length = head.getLong(0) >>> 32;
    if (head.hasRemaining() || !isHead(head.getLong(0)) || length > end - at) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(bytes, at);
    if (bytes.hasRemaining()
        || bytes.getLong(0) != head.getLong(0)
        || bytes.getLong(CHECKSUM_AT) != checksum(bytes, identity)) {
      return Optional.empty();
    }
    long first = bytes.getLong(FIRST_AT);
    long count = bytes.getLong(COUNT_AT);
    boolean isSane =
        first >= 1 && first <= JournalHeader.MAX_NUMBER && count >= 1 && count <= length;
    JournalBatch batch = new JournalBatch(bytes, first, isSane ? (int) count : 0);
    return isSane && batch.hasItsRecords() ? Optional.of(batch) : Optional.empty();
  }

  /** Tells whether a word may be the first of a batch. */
  static boolean isHead(long word) {
    long length = word >>> 32;
    return (int) word == MAGIC
        && length > HEAD
        && length % Long.BYTES == 0
        && length <= Integer.MAX_VALUE;
  }

  /** Tells whether so many records fill the batch, and only the first of them is a base. */
  private boolean hasItsRecords() {
    int at = HEAD;
    for (int i = 0; i < count; i++) {
      if (at == bytes.capacity()) {
        return false;
      }
      long word = bytes.getLong(at);
      long length = word & ~BASE;
      long room = bytes.capacity() - at - Long.BYTES;
      if (length > room || word < 0 && i > 0) {
        return false;
      }
      at += (int) size(length);
    }
    return at == bytes.capacity();
  }

  private static long checksum(ByteBuffer bytes, UUID identity) {
    CRC32C crc = new CRC32C();
    ByteBuffer words = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(identity.getMostSignificantBits()).putLong(identity.getLeastSignificantBits());
    crc.update(words.flip());
    crc.update(bytes.array(), 0, CHECKSUM_AT);
    crc.update(new byte[Long.BYTES]);
    crc.update(bytes.array(), HEAD, bytes.capacity() - HEAD);
    return crc.getValue();
  }

  /** Returns the number of the last record. */
  long last() {
    return first + count - 1;
  }

  /** Tells whether the first record is a base. */
  boolean isBase() {
    return bytes.getLong(HEAD) < 0;
  }

  /** Copies the records. */
  List<StateRecord> records() {
    List<StateRecord> records = new ArrayList<>(count);
    int at = HEAD;
    for (int i = 0; i < count; i++) {
      long word = bytes.getLong(at);
      byte[] content = new byte[(int) (word & ~BASE)];
      bytes.get(at + Long.BYTES, content);
      records.add(new StateRecord(first + i, word < 0, content));
      at += (int) size(content.length);
    }
    return records;
  }
}
