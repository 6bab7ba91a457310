package dev.stillframe.cli.host;

import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Memories as a host prepares them, for tests of what it does before its client starts. */
public final class Memories {
  private Memories() {}

  /** What the record of the store says; {@code Images} have the same. */
  public static final UUID IDENTITY = new UUID(1, 0);

  /** Gives a store that has no images yet the identity that the memories of {@code Images} have. */
  static void identify(Path name) throws IOException {
    try (RecordFile record = RecordFile.lock(name).orElseThrow()) {
      StoreRecord.Home home =
          new StoreRecord.Home(
              FileKey.of(name.getParent()).orElseThrow(), record.key().orElseThrow().inode(), name);
      record.write(
          new StoreRecord(IDENTITY, StoreRecord.Kind.REPLACE, StoreRecord.Memory.NONE, home));
    }
  }

  /** Prepares a memory. */
  static boolean prepare(HostMemory memory, Restoration restoration, Reports reports)
      throws HostException, IOException {
    UUID identity = restoration.identityOf(Optional.of(IDENTITY));
    return new Preparation(memory, restoration, identity, (replaced, by) -> {}, reports).run();
  }
}
