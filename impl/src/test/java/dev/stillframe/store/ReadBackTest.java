package dev.stillframe.store;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.SystemDisk;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody touches the files of a store while its host runs: L3 of {@code Publication.tla}. */
final class ReadBackTest {
  private static final UUID IDENTITY = new UUID(7, 9);
  private static final Boot BOOT = new Boot(7, 9);
  private static final int PAGES = 6;

  /** What somebody does to a file. */
  private interface Deed {
    void to(Path file) throws IOException;
  }

  private static final List<Deed> DEEDS =
      List.of(
          Files::delete,
          file -> Files.move(file, file.resolveSibling("aside-" + file.getFileName())),
          file -> cut(file, 600),
          file -> cut(file, 0),
          file -> write(file, 2 * TestImage.PAGE),
          file -> write(file, 0),
          file -> {
            byte[] copy = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, copy.length > 600 ? Arrays.copyOf(copy, 600) : copy);
          });

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("s");
  }

  private static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(size);
    }
  }

  private static void write(Path file, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.write(ByteBuffer.allocate(TestImage.PAGE), Math.min(at, channel.size() / 2));
    }
  }

  private void empty() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aReplaceStoreNoticesAndTheNextPublicationMendsIt() throws IOException {
    for (Deed deed : DEEDS) {
      for (String suffix : List.of("", ".2")) {
        empty();
        try (ReplaceStore store = ReplaceStore.open(name, 2)) {
          store.recover();
          store.publish(TestImage.of(1, PAGES));
          store.publish(TestImage.of(2, PAGES));
          store.verify();
          deed.to(name.resolveSibling("s" + suffix));
          IOException e = assertThrows(IOException.class, store::verify);
          assertTrue(e.getMessage().contains("generation 2"), e::toString);
          store.publish(TestImage.of(3, PAGES));
          store.verify();
        }
      }
    }
  }

  private TwinStore twin() throws IOException {
    return TwinStore.open(SystemDisk.INSTANCE, name, Duration.ZERO, BOOT);
  }

  /** Pages that have not changed are not written again, unless somebody has touched the image. */
  @Test
  void aTwinStoreNoticesAndTheNextPublicationsMendIt() throws IOException {
    for (Deed deed : DEEDS) {
      for (List<String> images : List.of(List.of("s.0"), List.of("s.1"), List.of("s.0", "s.1"))) {
        empty();
        try (TwinStore store = twin()) {
          store.recover();
          for (int i = 1; i <= 4; i++) {
            store.publish(TestImage.of(7, PAGES));
          }
          store.verify();
          for (String image : images) {
            deed.to(directory.resolve(image));
          }
          if (images.contains("s.1")) {
            assertThrows(IOException.class, store::verify);
          }
          for (long i = 5; i <= 7; i++) {
            assertEquals(i, store.publish(TestImage.of(7, PAGES)));
            store.verify();
          }
          assertTrue(store.notices().size() >= images.size());
        }
        try (TwinStore store = twin()) {
          assertEquals(7, store.recover().found().orElseThrow().generation());
        }
      }
    }
  }

  private static StateRecord record(long number) {
    return new StateRecord(number, false, new byte[300]);
  }

  @Test
  void aJournalThatIsRemovedOrMovedIsWrittenAnew() throws IOException {
    for (Deed deed : DEEDS.subList(0, 2)) {
      empty();
      Path file = name.resolveSibling("s.journal");
      try (Journal journal = Journal.open(name)) {
        journal.recover(IDENTITY);
        journal.append(List.of(record(1)));
        journal.verify();
        deed.to(file);
        assertThrows(IOException.class, journal::verify);
        journal.append(List.of(record(2)));
        journal.verify();
        assertTrue(journal.notices().toString().contains("removed by somebody else"));
      }
      assertEquals(2, JournalContents.of(file).durable());
    }
  }

  @Test
  void aJournalThatIsCutOrChangedIsToldOfAndReadBackInVain() throws IOException {
    for (Deed deed : DEEDS.subList(2, DEEDS.size())) {
      empty();
      Path file = name.resolveSibling("s.journal");
      try (Journal journal = Journal.open(name)) {
        journal.recover(IDENTITY);
        for (int i = 1; i <= 30; i++) {
          journal.append(List.of(record(i)));
        }
        deed.to(file);
        assertThrows(IOException.class, journal::verify);
        assertThrows(IOException.class, () -> journal.append(List.of(record(31))));
        assertThrows(IOException.class, journal::verify);
      }
    }
  }

  @Test
  void aJournalWithASecondNameIsCopiedBeforeItIsWritten() throws IOException {
    Path file = name.resolveSibling("s.journal");
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(1)));
    }
    Path backup = Files.createLink(directory.resolve("backup"), file);
    byte[] before = Files.readAllBytes(backup);
    try (Journal journal = Journal.open(name)) {
      assertEquals(1, journal.recover(IDENTITY).durable());
      journal.append(List.of(record(2)));
      journal.verify();
    }
    assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(backup)));
  }

  /** An interrupt closes the channel of the thread that writes. */
  @Test
  void anInterruptStopsOneAppendAndNoLaterOne() throws IOException {
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(1)));
      for (int i = 2; i <= 5; i++) {
        StateRecord next = record(i);
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, () -> journal.append(List.of(next)));
        assertTrue(Thread.interrupted());
        journal.append(List.of(next));
        journal.verify();
      }
      assertEquals(5, journal.durable());
    }
  }

  /** Whatever an image has lost, what is given up is told. */
  @Test
  void anImageThatHoldsNothingAnyMoreIsTold() throws IOException {
    List<Deed> deeds =
        List.of(
            Files::delete,
            file -> cut(file, 0),
            file -> cut(file, 60),
            file -> {
              try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ByteBuffer.allocate(512), 0);
              }
            },
            file -> write(file, 2 * TestImage.PAGE));
    for (Deed deed : deeds) {
      for (int images = 3; images <= 4; images++) {
        empty();
        try (TwinStore store = twin()) {
          store.recover();
          for (int i = 1; i <= images; i++) {
            store.publish(TestImage.of(i, PAGES));
          }
        }
        deed.to(TwinImages.path(name, 1 - images % 2));
        try (TwinStore store = twin()) {
          var search = store.recover();
          assertEquals(images - 1, search.found().orElseThrow().generation());
          assertEquals(1, search.rejected().size(), search::toString);
          assertTrue(
              search.givenUp() == images
                  || search.rejected().get(0).why().contains("or else " + images + " is lost"),
              search::toString);
          store.publish(TestImage.of(9, PAGES));
          store.verify();
        }
      }
    }
  }
}
