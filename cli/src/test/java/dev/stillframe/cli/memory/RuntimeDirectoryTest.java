package dev.stillframe.cli.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.files.FileKey;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.files.StoreRecord.Content;
import dev.stillframe.files.StoreRecord.Home;
import dev.stillframe.files.StoreRecord.Kind;
import dev.stillframe.files.StoreRecord.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {
  private static final UUID BOOT = new UUID(1, 2);

  @TempDir Path directory;

  /** The hosts of other stores end, and remove what they have made, whenever they like. */
  @Test
  void theRecordOfAnotherStoreMayGoWhileThisOneIsLookedFor() throws Exception {
    Path name = directory.resolve("state.snap");
    Path memory = Files.createFile(directory.resolve("memory"));
    FileKey parent = FileKey.of(directory).orElseThrow();
    Optional<Path> path = Optional.of(memory);
    StoreRecord record =
        new StoreRecord(
            new UUID(3, 4),
            Kind.REPLACE,
            new Memory(Content.USED, BOOT, 5, FileKey.of(memory).orElseThrow(), path),
            new Home(parent, 6, name));
    RecordFile.writeCopy(RecordFile.path(memory), record);
    Path gone = RecordFile.path(directory.resolve("memory of another store"));

    List<Path> listed = List.of(gone, RecordFile.path(memory));
    Optional<StoreRecord> found = RuntimeDirectory.recordOf(listed, parent, name, BOOT);

    assertEquals(path, found.orElseThrow().memory().path());
  }
}
