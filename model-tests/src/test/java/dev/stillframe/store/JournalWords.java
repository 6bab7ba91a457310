package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How {@code Journal.tla} speaks of a journal each of whose records ends with a sector: the header
 * and each record are a page. A record holds its identity.
 */
final class JournalWords implements FileWords {
  private static final int SECTOR = 512;
  private static final int BATCH_MAGIC = 0x424a5453;

  private final Path journal;

  JournalWords(Path name) {
    this.journal = JournalFiles.path(name);
  }

  /** Makes the bytes of a record. */
  static byte[] record(int identity, boolean isFirstOfBatch) {
    int length = SECTOR - Long.BYTES - (isFirstOfBatch ? JournalBatch.HEAD : 0);
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) identity);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, identity);
    return bytes;
  }

  @Override
  public Optional<String> word(Path file) {
    if (file.equals(journal)) {
      return Optional.of("name");
    }
    boolean isTemporary = file.equals(journal.resolveSibling(journal.getFileName() + ".tmp"));
    return isTemporary ? Optional.of("temporary") : Optional.empty();
  }

  /** The number in the header, then the identities of the records. */
  @Override
  public List<String> content(ByteBuffer file) {
    List<String> pages = new ArrayList<>();
    for (int at = 0; at < file.capacity(); at += SECTOR) {
      ByteBuffer page = file.slice(at, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
      pages.add(Long.toString(at == 0 ? page.getLong(Long.BYTES) : identity(page)));
    }
    return pages;
  }

  private static boolean isFirstOfBatch(ByteBuffer page) {
    return page.getInt(0) == BATCH_MAGIC;
  }

  private static long identity(ByteBuffer page) {
    return page.getLong(Long.BYTES + (isFirstOfBatch(page) ? JournalBatch.HEAD : 0));
  }

  /** Page and identity, and of the first of a batch its number, how many there are, and a base. */
  @Override
  public List<String> written(ByteBuffer bytes, long at) {
    ByteBuffer page = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Long> said = new ArrayList<>(List.of(at / SECTOR + 1));
    if (at == 0) {
      said.add(page.getLong(Long.BYTES));
    } else {
      said.add(identity(page));
      if (isFirstOfBatch(page)) {
        said.add(page.getLong(Long.BYTES));
        said.add(page.getLong(2 * Long.BYTES));
        said.add(page.getLong(JournalBatch.HEAD) < 0 ? 1L : 0L);
      }
    }
    return said.stream().map(Object::toString).toList();
  }

  @Override
  public List<String> size(long bytes) {
    return List.of(Long.toString(bytes / SECTOR));
  }

  @Override
  public long unitEnd(long at) {
    return (at / SECTOR + 1) * SECTOR;
  }
}
