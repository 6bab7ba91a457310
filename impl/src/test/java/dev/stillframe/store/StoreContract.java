package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.Locks;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store has to do; a new store, in whichever module, has to pass it too. */
public abstract class StoreContract {
  private static final int PAGES = 4;

  /** The process that did this is dead. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @TempDir protected Path directory;
  protected Path name;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
  }

  /** Opens the store over a disk. */
  protected abstract Store open(Disk disk) throws IOException;

  /** Opens a reader of the same store. */
  protected abstract StoreReader reader(Disk disk) throws IOException;

  /** From now on the machine is in another boot. */
  protected abstract void reboot();

  private Store open() throws IOException {
    return open(SystemDisk.INSTANCE);
  }

  private StoreReader reader() throws IOException {
    return reader(SystemDisk.INSTANCE);
  }

  private static void publish(Store store, int number) throws IOException {
    store.publish(TestImage.of(number, PAGES));
  }

  private void publish(int numbers) throws IOException {
    try (Store store = open()) {
      store.recover();
      for (int i = 1; i <= numbers; i++) {
        publish(store, i);
      }
    }
  }

  /** The number of the image that a restarted host restores; 0 if there is none. */
  private int found() throws IOException {
    try (Store store = open()) {
      return numberOf(store.recover());
    }
  }

  private static int numberOf(Search search) throws IOException {
    return search.found().isEmpty() ? 0 : TestImage.numberOf(Snapshots.load(search.found().get()));
  }

  private static int look(StoreReader reader) throws IOException {
    reader.look();
    return TestImage.numberOf(reader.image());
  }

  @Test
  void whatWasPublishedIsFoundByHostAndReaders() throws Exception {
    try (Store store = open()) {
      assertTrue(store.recover().found().isEmpty());
      for (int i = 1; i <= 5; i++) {
        publish(store, i);
        try (StoreReader reader = reader()) {
          assertEquals(0, reader.generation());
          assertTrue(reader.look());
          assertEquals(i, TestImage.numberOf(reader.image()));
          assertEquals(PAGES * TestImage.PAGE, reader.image().capacity());
          assertTrue(reader.image().isReadOnly());
          assertFalse(reader.look());
        }
      }
    }
    assertEquals(5, found());
  }

  @Test
  void filesArePrivate() throws Exception {
    publish(3);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void generationsGrowAlsoOverRestarts() throws Exception {
    long last = 0;
    for (int run = 0; run < 3; run++) {
      try (Store store = open()) {
        store.recover();
        for (int i = 0; i < 2; i++) {
          long generation = store.publish(TestImage.of(7, PAGES));
          assertEquals(last + 1, generation);
          last = generation;
        }
        assertEquals(last, store.recover().found().map(Found::generation).orElseThrow());
      }
    }
  }

  @Test
  void anOldMappingStandsWhileNewerImagesArePublished() throws Exception {
    publish(1);
    try (Store store = open();
        StoreReader old = reader();
        StoreReader moving = reader()) {
      store.recover();
      assertEquals(1, look(old));
      ByteBuffer image = old.image();
      publish(store, 2);
      assertEquals(1, TestImage.numberOf(image));
      assertEquals(2, look(moving));
      assertEquals(1, TestImage.numberOf(image));
      assertEquals(2, look(old));
    }
  }

  @Test
  void theSameContentAgainIsANewGenerationAndDisturbsNobody() throws Exception {
    publish(1);
    try (Store store = open();
        StoreReader reader = reader()) {
      store.recover();
      assertEquals(1, look(reader));
      long before = reader.generation();
      publish(store, 1);
      assertEquals(1, TestImage.numberOf(reader.image()));
      assertTrue(reader.look());
      assertEquals(1, TestImage.numberOf(reader.image()));
      assertTrue(reader.generation() > before);
    }
    assertEquals(1, found());
  }

  @Test
  void manyReadersMoveOneByOne() throws Exception {
    publish(1);
    List<StoreReader> readers = new ArrayList<>();
    try (Store store = open()) {
      store.recover();
      for (int i = 0; i < 50; i++) {
        readers.add(reader());
      }
      for (int number = 2; number < 6; number++) {
        for (StoreReader reader : readers) {
          assertEquals(number - 1, look(reader));
        }
        publish(store, number);
        for (StoreReader reader : readers) {
          assertEquals(number - 1, TestImage.numberOf(reader.image()));
        }
        for (StoreReader reader : readers) {
          assertEquals(number, look(reader));
        }
      }
    } finally {
      for (StoreReader reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void imagesGrowAndShrink() throws Exception {
    try (Store store = open();
        StoreReader reader = reader()) {
      store.recover();
      int number = 0;
      for (int pages : new int[] {2, 5, 1, 1, 40, 3, 2, 40, 17}) {
        number++;
        store.publish(TestImage.of(number, pages));
        assertEquals(number, look(reader));
        assertEquals(pages * TestImage.PAGE, reader.image().capacity());
      }
    }
    assertEquals(9, found());
  }

  @Test
  void beforeTheFirstPublicationAReaderIsToldThatThereIsNothing() throws Exception {
    try (Store store = open()) {
      store.recover();
      try (StoreReader reader = reader()) {
        FormatException e = assertThrows(FormatException.class, reader::look);
        assertEquals(FormatException.Reason.UNSEALED, e.reason());
        assertThrows(IllegalStateException.class, reader::image);
        publish(store, 1);
        assertEquals(1, look(reader));
      }
    }
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    try (Store store = open()) {
      store.recover();
      for (int i = 0; i < 2; i++) {
        IOException e = assertThrows(IOException.class, this::open);
        assertTrue(e.getMessage().contains("in use by another host"), e.getMessage());
      }
      assertTrue(Locks.isHeldFromAnotherProcess(directory.resolve("state.lock"), 0));
      publish(store, 1);
    }
    open().close();
  }

  /** The process dies at each operation of a restart and three publications, one after another. */
  @Test
  void aWriterKilledAtAnyOperationLosesNothingThatWasReported() throws Exception {
    int operations = 0;
    for (boolean isComplete = false; !isComplete; operations++) {
      wipe();
      publish(2);
      int[] reported = {2};
      isComplete = isCompleteWithKillAt(operations, reported);
      try (StoreReader reader = reader()) {
        assertBetween(reported[0], look(reader), 5);
      }
      int found = found();
      assertBetween(reported[0], found, 5);
      try (Store store = open();
          StoreReader reader = reader()) {
        assertEquals(found, numberOf(store.recover()));
        publish(store, found + 1);
        assertEquals(found + 1, look(reader));
      }
    }
    assertTrue(operations > 30, "only " + operations);
  }

  private boolean isCompleteWithKillAt(int operation, int[] reported) throws IOException {
    int[] left = {Integer.MAX_VALUE};
    Disk disk =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              if (left[0]-- <= 0) {
                throw new Killed();
              }
            });
    Store store = open(disk); // Closed as the kernel would.
    try (store) {
      left[0] = operation;
      store.recover();
      for (int i = 3; i <= 5; i++) {
        publish(store, i);
        reported[0] = i;
      }
      return true;
    } catch (Killed e) {
      return false;
    }
  }

  private static void assertBetween(int low, int number, int high) {
    assertTrue(low <= number && number <= high, number + " is not in " + low + " to " + high);
  }

  /** Each operation fails in turn, as on a disk that is full or broken; the store goes on. */
  @Test
  void anOperationThatFailsLeavesTheOldImageAndAStoreThatWorks() throws Exception {
    int operations = 0;
    for (boolean isComplete = false; !isComplete; operations++) {
      wipe();
      publish(2);
      int[] left = {Integer.MAX_VALUE};
      Disk disk =
          new HookedDisk(
              SystemDisk.INSTANCE,
              (what, file, bytes) -> {
                if (left[0]-- == 0) {
                  throw new IOException("No space left on device");
                }
              });
      try (Store store = open(disk);
          StoreReader reader = reader()) {
        store.recover();
        assertEquals(2, look(reader));
        left[0] = operations;
        int shown = 2;
        try {
          publish(store, 3);
          isComplete = left[0] >= 0;
          shown = 3;
        } catch (IOException e) {
          assertEquals("No space left on device", e.getMessage());
        }
        left[0] = Integer.MAX_VALUE;
        assertBetween(shown, look(reader), 3); // What failed may have appeared all the same.
        publish(store, 4);
        assertEquals(4, look(reader));
        publish(store, 5);
        assertEquals(5, look(reader));
      }
      assertEquals(5, found());
    }
    assertTrue(operations > 8, "only " + operations);
  }

  /** The newest image is damaged, or cut off, and the machine has been restarted since. */
  @Test
  void aDamagedImageIsNeverTakenAndTheOneBeforeIs() throws Exception {
    for (int at = 0; at < PAGES * TestImage.PAGE; at += 1021) {
      wipe();
      publish(2);
      Path newest = newestFile();
      byte[] bytes = Files.readAllBytes(newest);
      bytes[at] ^= 0x10;
      Files.write(newest, bytes);
      assertFallsBack(newest);
    }
    for (int size : new int[] {1, 79, 103, 104, 511, 4095, 4096, PAGES * TestImage.PAGE - 1}) {
      wipe();
      publish(2);
      Path newest = newestFile();
      try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
        file.truncate(size);
      }
      assertFallsBack(newest);
    }
  }

  @Test
  void damageIsFoundInEveryPartOfALargeImage() throws Exception {
    for (int page = 1; page < 40; page += 2) {
      wipe();
      try (Store store = open()) {
        store.recover();
        store.publish(TestImage.of(1, 40));
        store.publish(TestImage.of(2, 40));
      }
      Path newest = newestFile();
      byte[] bytes = Files.readAllBytes(newest);
      bytes[page * TestImage.PAGE + 4000] ^= 1;
      Files.write(newest, bytes);
      assertFallsBack(newest);
    }
  }

  private void assertFallsBack(Path newest) throws Exception {
    reboot();
    try (StoreReader reader = reader()) {
      assertEquals(1, look(reader));
    }
    try (Store store = open()) {
      Search search = store.recover();
      assertEquals(1, numberOf(search));
      assertFalse(search.rejected().isEmpty());
      assertTrue(
          search.rejected().stream()
              .anyMatch(rejected -> isSame(rejected.file(), newest) && !rejected.why().isEmpty()),
          search::toString);
      publish(store, 3);
    }
    assertEquals(3, found());
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void anEmptiedImageIsNeverTakenAndTheOneBeforeIs() throws Exception {
    publish(2);
    Files.write(newestFile(), new byte[0]);
    reboot();
    try (StoreReader reader = reader()) {
      assertEquals(1, look(reader));
    }
    assertEquals(1, found());
  }

  @Test
  void aDirectoryInThePlaceOfTheNewestImageStopsNoReader() throws Exception {
    publish(2);
    Path newest = newestFile();
    Files.delete(newest);
    Files.createDirectory(newest);
    try (StoreReader reader = reader()) {
      int number = look(reader);
      assertNotEquals(TestImage.TORN, number);
    }
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              try (Store store = open()) {
                store.recover();
                publish(store, 3);
                throw new IOException("it works: not a regular file, but no harm");
              }
            });
    assertTrue(e.getMessage().contains("not a regular file"), e::toString);
  }

  @Test
  void aLinkInThePlaceOfTheNewestImageIsNotFollowed() throws Exception {
    publish(2);
    Path newest = newestFile();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(newest, elsewhere);
    Files.createSymbolicLink(newest, elsewhere);
    byte[] before = Files.readAllBytes(elsewhere);
    try (Store store = open()) {
      store.recover();
      publish(store, 3);
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("not a regular file"), e::toString);
    }
    assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(elsewhere)));
  }

  /** What a memory would be given. */
  private static final class Copied implements ImageCopy {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void begin() {
      bytes.reset();
    }

    @Override
    public void add(ByteBuffer block) {
      byte[] part = new byte[block.remaining()];
      block.get(part);
      bytes.writeBytes(part);
    }

    ByteBuffer image() {
      return ByteBuffer.wrap(bytes.toByteArray());
    }
  }

  private interface Recovery {
    Search of(Store store) throws IOException;
  }

  /** How often a recovery reads. */
  private int reads(Recovery recovery) throws IOException {
    AtomicInteger reads = new AtomicInteger();
    HookedDisk.Hook counted = (what, file, length) -> reads.addAndGet(what.equals("read") ? 1 : 0);
    try (Store store = open(new HookedDisk(SystemDisk.INSTANCE, counted))) {
      assertTrue(recovery.of(store).found().isPresent());
    }
    return reads.get();
  }

  @Test
  void anImageOfManyBlocksIsCopiedInThePassThatVerifiesIt() throws Exception {
    try (Store store = open()) {
      store.recover();
      store.publish(TestImage.of(1, 300));
      store.publish(TestImage.of(2, 300));
    }
    reboot();
    Copied copied = new Copied();
    assertEquals(reads(Store::recover), reads(store -> store.recover(copied)));
    assertEquals(2, TestImage.numberOf(copied.image()));
    for (int at = Seal.MAGIC_AT; at < Seal.END; at++) {
      assertEquals(0, copied.image().get(at), "a memory has no seal");
    }
  }

  @Test
  void aCopyIsOfTheImageThatIsFoundWhereANewerOneIsDamaged() throws Exception {
    try (Store store = open()) {
      store.recover();
      store.publish(TestImage.of(1, PAGES));
      store.publish(TestImage.of(2, 10 * PAGES));
    }
    Path newest = newestFile();
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 1] ^= 1;
    Files.write(newest, bytes);
    reboot();
    Copied copied = new Copied();
    try (Store store = open()) {
      assertEquals(1, store.recover(copied).found().orElseThrow().generation());
    }
    assertEquals(1, TestImage.numberOf(copied.image()));
  }

  /** The file that a restarted host would take. */
  private Path newestFile() throws IOException {
    try (Store store = open()) {
      return store.recover().found().orElseThrow().file();
    }
  }

  private void wipe() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().endsWith(".lock")) {
          Files.delete(file);
        }
      }
    }
  }
}
