package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.DiskFile;
import dev.stillframe.record.RecordFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first sector of a journal, written once before the file gets its name.
 *
 * <pre>
 *        0  version    {@link #VERSION}
 *        8  first      number of the first record: 1, or that of the base with which it begins
 *       16  checksum   CRC32C of these 512 bytes with this word taken as 0; upper half 0
 *       24  salt       a random word; the checksums of the batches in this file begin with it
 *       32  identity   two words, as in the memory whose records these are
 *       48  sync       0: each batch is synced before the next one is written; 1: it need not be
 *       56  unused, zero
 * </pre>
 *
 * @param first from 1 to 2^62
 * @param salt of this file: what a client commits looks like no batch of it
 * @param identity the two words
 * @param sync when batches are synced
 */
record JournalHeader(long first, long salt, UUID identity, JournalSync sync) {
  /** The version word: the bytes "STILJRN1". */
  static final long VERSION = 0x314e524a4c495453L;

  /** A sector of its own: what is appended later never rewrites it. */
  static final int BYTES = 512;

  private static final int FIRST_AT = 8;
  private static final int CHECKSUM_AT = 16;
  private static final int SALT_AT = 24;
  private static final int IDENTITY_AT = 32;
  private static final int SYNC_AT = 48;

  /** Returns the same for batches that are synced otherwise; they stay as they are. */
  JournalHeader with(JournalSync other) {
    return new JournalHeader(first, salt, identity, other);
  }

  /** Returns the sector. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, VERSION);
    bytes.putLong(FIRST_AT, first);
    bytes.putLong(SALT_AT, salt);
    bytes.putLong(IDENTITY_AT, identity.getMostSignificantBits());
    bytes.putLong(IDENTITY_AT + Long.BYTES, identity.getLeastSignificantBits());
    bytes.putLong(SYNC_AT, sync.word());
    bytes.putLong(CHECKSUM_AT, checksum(bytes));
    return bytes;
  }

  /**
   * Reads the header of a file.
   *
   * @param file to be read
   * @param path for messages
   * @return what it says
   * @throws FormatException if this is no journal, or if its header is damaged; no crash leaves
   *     that
   * @throws IOException if the file cannot be read
   */
  static JournalHeader read(DiskFile file, Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(bytes, 0);
    if (bytes.hasRemaining()) {
      throw broken(Reason.TRUNCATED, path, "has " + bytes.position() + " bytes, fewer than 512");
    }
    if (bytes.getLong(0) != VERSION) {
      throw broken(
          Reason.FOREIGN,
          path,
          String.format(Locale.ROOT, "has version word %016x", bytes.getLong(0)));
    }
    if (bytes.getLong(CHECKSUM_AT) != checksum(bytes)) {
      throw broken(Reason.SEAL_BROKEN, path, "has a header whose checksum does not match");
    }
    long first = bytes.getLong(FIRST_AT);
    if (first < 1 || first > RecordFormat.MAX_NUMBER) {
      throw broken(Reason.GEOMETRY, path, "begins with record " + first);
    }
    long sync = bytes.getLong(SYNC_AT);
    if (sync != 0 && sync != 1) {
      throw broken(Reason.GEOMETRY, path, "has " + sync + " for when it is synced");
    }
    return new JournalHeader(
        first,
        bytes.getLong(SALT_AT),
        new UUID(bytes.getLong(IDENTITY_AT), bytes.getLong(IDENTITY_AT + Long.BYTES)),
        sync == 0 ? JournalSync.EACH_BATCH : JournalSync.ON_REQUEST);
  }

  private static long checksum(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(0, bytes, 0, BYTES);
    copy.putLong(CHECKSUM_AT, 0);
    CRC32C crc = new CRC32C();
    crc.update(copy);
    return crc.getValue();
  }

  /** What no crash leaves, and what is left alone. */
  static FormatException broken(Reason reason, Path path, String what) {
    return new FormatException(
        reason, path + " " + what + ": it is left as it is; move it away to begin a new journal");
  }
}
