package dev.stillframe.cli.processes;

import dev.stillframe.files.FileKey;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.store.Boot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Where a host keeps the memory, for tests of other packages. */
public final class MemoryPath {
  private MemoryPath() {}

  /**
   * Returns the path of the memory of a store, as its record says.
   *
   * @param name of the store
   * @return empty if there is none
   */
  public static Optional<Path> of(Path name) throws Exception {
    Path record = RecordFile.path(name);
    return Files.exists(record)
        ? RecordFile.read(record).flatMap(found -> found.memory().path()).filter(Files::exists)
        : Optional.empty();
  }

  /**
   * Says where the memory of a store is to be, as a host does that is killed before it has made it.
   *
   * @param name of the store, whose lock file may be missing
   * @param memory a path in the private directory of a runtime directory
   */
  public static void set(Path name, Path memory) throws Exception {
    Boot boot = Boot.current();
    StoreRecord.Memory made =
        new StoreRecord.Memory(
            StoreRecord.Content.MADE,
            new UUID(boot.high(), boot.low()),
            0,
            FileKey.NONE,
            Optional.of(memory));
    try (RecordFile record = RecordFile.lock(name).orElseThrow()) {
      FileKey directory = FileKey.of(name.getParent()).orElseThrow();
      long inode = record.key().orElseThrow().inode();
      StoreRecord.Home home = new StoreRecord.Home(directory, inode, name);
      record.write(new StoreRecord(new UUID(0, 0), StoreRecord.Kind.REPLACE, made, home));
    }
  }
}
