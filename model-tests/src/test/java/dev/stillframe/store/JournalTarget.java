package dev.stillframe.store;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.modeltests.fuzz.FuzzDirectory;
import dev.stillframe.modeltests.fuzz.Target;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Readers and recovery of a journal that holds any bytes. The first byte of the input says whether
 * they come behind a header that holds, and whether what looks like batches gets checksums that
 * hold, so that what these guard is reached too; here because those are private to their package.
 */
public final class JournalTarget {
  private static final UUID IDENTITY = new UUID(3, 4);
  private static final long SALT = 7;
  private static final int MAGIC = 0x424a5453;
  private static final int HEAD = JournalBatch.HEAD;

  private static final int HAS_HEADER = 1;
  private static final int IS_SEALED = 2;
  private static final int IS_SYNCED_ON_REQUEST = 4;
  private static final int BEGINS_LATER = 8;

  private static final Path NAME = FuzzDirectory.path().resolve("state");
  private static final Path FILE = JournalFiles.path(NAME);

  private JournalTarget() {}

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length > 0) {
      Files.write(FILE, file(input[0], Arrays.copyOfRange(input, 1, input.length)));
      Target.check(() -> JournalContents.of(FILE));
      Target.check(JournalTarget::read);
      Target.check(JournalTarget::recover);
    }
  }

  private static byte[] file(byte kind, byte[] content) {
    if ((kind & HAS_HEADER) == 0) {
      return content;
    }
    JournalSync sync =
        (kind & IS_SYNCED_ON_REQUEST) == 0 ? JournalSync.EACH_BATCH : JournalSync.ON_REQUEST;
    long first = (kind & BEGINS_LATER) == 0 ? 1 : 9;
    ByteBuffer file = ByteBuffer.allocate(JournalHeader.BYTES + content.length);
    file.put(new JournalHeader(first, SALT, IDENTITY, sync).bytes().clear()).put(content);
    if ((kind & IS_SEALED) != 0) {
      seal(file.order(ByteOrder.LITTLE_ENDIAN));
    }
    return file.array();
  }

  private static void seal(ByteBuffer file) {
    int at = JournalHeader.BYTES;
    while (file.capacity() - at >= HEAD && file.getInt(at) == MAGIC) {
      int length = file.getInt(at + Integer.BYTES);
      if (length < HEAD || length > file.capacity() - at) {
        return;
      }
      JournalBatch.seal(file.slice(at, length).order(ByteOrder.LITTLE_ENDIAN), SALT, at);
      at += length;
    }
  }

  /** Returns the number of the last record. */
  private static long read() throws IOException {
    long last = 0;
    try (JournalReader reader = JournalReader.open(NAME)) {
      while (reader.hasNext()) {
        StateRecord next = reader.next();
        boolean isFirst = last == 0;
        require(next.number() == last + 1 || isFirst && next.isBase(), "no record is missing");
        last = next.number();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause(); // As an iterator has to tell it.
    }
    return last;
  }

  private static void recover() throws IOException {
    try (Journal journal = Journal.open(NAME)) {
      Recovery recovery = journal.recover(IDENTITY);
      require(recovery.durable() == read(), "what stands is what is read");
      long next = recovery.durable() + 1;
      if (next < RecordFormat.MAX_NUMBER) {
        journal.append(List.of(new StateRecord(next, next > 1, new byte[3])));
        require(read() == next, "the journal goes on");
      }
    } finally {
      Files.deleteIfExists(FILE.resolveSibling(FILE.getFileName() + ".corrupt"));
    }
  }
}
