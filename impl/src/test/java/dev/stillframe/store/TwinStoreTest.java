package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.Disk;
import dev.stillframe.files.Locks;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the twin store has: marks, changed pages, and locks that readers hold. */
final class TwinStoreTest {
  private static final Boot BOOT = new Boot(7, 9);
  private static final int PAGE = TestImage.PAGE;
  private static final int HEAD_AND_MARKS = 512 + 2 * 24;

  @TempDir Path directory;
  private Path name;
  private final List<String> operations = new ArrayList<>();
  private long written;

  private final Disk recording =
      new HookedDisk(
          SystemDisk.INSTANCE,
          (what, file, bytes) -> {
            operations.add(bytes == 0 ? what : what + " " + bytes);
            written += bytes;
          });

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
  }

  private TwinStore open(Disk disk) throws IOException {
    return TwinStore.open(disk, name, Duration.ZERO, BOOT);
  }

  private TwinReader reader() throws IOException {
    return TwinReader.open(SystemDisk.INSTANCE, name, BOOT);
  }

  private void publish(int numbers) throws IOException {
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      for (int i = 1; i <= numbers; i++) {
        store.publish(TestImage.of(i, 4));
      }
    }
  }

  /** Returns what the newest of two images holds by then. */
  private byte[] publishAndDamageTheNewest() throws IOException {
    publish(2);
    Path newest = directory.resolve("state.1");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[3 * PAGE] ^= 1;
    Files.write(newest, bytes);
    return bytes;
  }

  private static Disk failingOnce(String operation) {
    AtomicBoolean hasFailed = new AtomicBoolean();
    return new HookedDisk(
        SystemDisk.INSTANCE,
        (what, file, bytes) -> {
          if (what.equals(operation) && !hasFailed.getAndSet(true)) {
            throw new IOException("as if it were killed");
          }
        });
  }

  private static ByteBuffer large(int... changed) {
    ByteBuffer image = ByteBuffer.allocateDirect(1000 * PAGE + 100);
    for (int page : changed) {
      image.put(page * PAGE + 1000, (byte) 1);
    }
    return image;
  }

  @Test
  void onlyPagesThatDifferAreWritten() throws Exception {
    try (TwinStore store = open(recording)) {
      store.recover();
      store.publish(large());
      assertEquals(large().capacity() - 512 + HEAD_AND_MARKS + 0L, written);
      store.publish(large());
      written = 0;
      store.publish(large(1, 2, 3, 500, 1000 - 1));
      assertEquals(5 * PAGE + HEAD_AND_MARKS, written);
      written = 0;
      store.publish(large());
      assertEquals(HEAD_AND_MARKS, written);
      written = 0;
      store.publish(large(0, 15, 16)); // over the one with five
      assertEquals(PAGE - 512 + (5 + 2) * PAGE + HEAD_AND_MARKS, written);
    }
  }

  /**
   * Also where it grows by nothing but zeros: a hole that is mapped may have no room to be read.
   */
  @Test
  void whatAnImageGrowsByIsWritten() throws Exception {
    try (TwinStore store = open(recording)) {
      store.publish(TestImage.of(1, 4));
      store.publish(TestImage.of(1, 4));
      ByteBuffer grown = ByteBuffer.allocateDirect(20 * PAGE);
      grown.put(TestImage.of(1, 4)).clear();
      written = 0;
      store.publish(grown);
      assertEquals(16 * PAGE + HEAD_AND_MARKS, written);
      written = 0;
      store.publish(TestImage.of(1, 4)); // over the other image, which has just these pages
      assertEquals(HEAD_AND_MARKS, written);
    }
  }

  @Test
  void theLastPageMayBeAPartOfOne() throws Exception {
    try (TwinStore store = open(recording);
        TwinReader reader = reader()) {
      for (int i = 0; i < 4; i++) {
        ByteBuffer image = large();
        image.put(image.capacity() - 1, (byte) i);
        written = 0;
        store.publish(image);
        reader.look();
        assertEquals(i, reader.image().get(image.capacity() - 1));
      }
      assertEquals(100 + HEAD_AND_MARKS, written);
    }
  }

  @Test
  void ofTheSameImageOnlyWhatHasChangedIsLookedAt() throws Exception {
    PagedImage image = new PagedImage(large());
    try (TwinStore store = open(recording)) {
      store.publish(image);
      image.putWord(3 * PAGE, 1);
      store.publish(image);
      image.putWord(500 * PAGE, 1);
      operations.clear();
      written = 0;
      store.publish(image);
      assertEquals(2 * PAGE + HEAD_AND_MARKS, written); // what the image before has, too
      // Of its 16 parts those with pages 0, 3 and 500, after seals and marks of both images.
      assertEquals(2 + 2, operations.stream().filter(what -> what.equals("read")).count());
      operations.clear();
      written = 0;
      store.publish(image);
      assertEquals(PAGE + HEAD_AND_MARKS, written);
    }
  }

  /** Whatever fails in between: what is reported is whole, and just this image. */
  @Test
  void ofTheSameImageNoChangeIsForgotten() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    int[] left = {0};
    Disk failing =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              if (left[0]-- == 0) {
                throw new IOException("as if the disk failed");
              }
            });
    PagedImage image = new PagedImage(ByteBuffer.allocateDirect(40 * PAGE + 8));
    left[0] = Integer.MAX_VALUE;
    int published = 0;
    try (TwinStore store = open(failing);
        TwinReader reader = reader()) {
      for (int i = 1; i <= 300; i++) {
        for (int n = random.nextInt(4); n > 0; n--) {
          image.putWord(48 + 8 * random.nextInt(image.size() / 8 - 6), random.nextInt(3));
        }
        left[0] = random.nextInt(5) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
        try {
          store.publish(image);
        } catch (IOException e) {
          reader.look(); // It may be there, though it is not reported: then the other one is next.
          continue;
        }
        published++;
        left[0] = Integer.MAX_VALUE;
        reader.look();
        ByteBuffer shown = reader.image().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wanted = image.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(
            -1,
            shown
                .slice(512, shown.capacity() - 512)
                .mismatch(wanted.slice(512, image.size() - 512)));
        Path newest = TwinImages.path(name, (int) (1 - Seal.in(wanted).get().generation() % 2));
        try (FileChannel file = FileChannel.open(newest)) {
          Seal.read(file).get().verify(file);
        }
      }
    }
    assertTrue(published > 200, () -> "some went well");
  }

  @Test
  void aPublicationHasOneSyncAndTheMarkIsAroundIt() throws Exception {
    try (TwinStore store = open(recording)) {
      store.publish(TestImage.of(1, 4));
      store.publish(TestImage.of(2, 4));
      operations.clear();
      store.publish(TestImage.of(3, 4));
    }
    // Every page differs between the first image and the third.
    List<String> writing = operations.subList(operations.lastIndexOf("open"), operations.size());
    assertEquals(
        List.of(
            "open",
            "size",
            "write 24",
            "read",
            "write " + (4 * PAGE - 512),
            "write 512",
            "sync",
            "write 24",
            "close",
            "status"),
        writing);
  }

  @Test
  void aRestartedWriterTrustsNothingThatItDidNotWriteItself() throws Exception {
    publish(2);
    try (TwinStore store = open(recording)) {
      store.recover();
      written = 0;
      store.publish(TestImage.of(1, 4)); // just what is there
      assertEquals(4 * PAGE - 512 + HEAD_AND_MARKS, written);
    }
  }

  @Test
  void headsAreWhereTheFormatSays() throws Exception {
    publish(3);
    ByteBuffer head =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve("state.0")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x4c4145534c495453L, head.getLong(48));
    assertEquals(3, head.getLong(56));
    assertEquals(4 * PAGE, head.getLong(64));
    assertEquals("STILCLER", new String(head.array(), 80, 8, "US-ASCII"));
    assertEquals(7, head.getLong(88));
    assertEquals(9, head.getLong(96));
    assertEquals(2, Files.size(directory.resolve("state.1")) / PAGE / 2);
  }

  @Test
  void whatAKilledWriterLeftIsNamedAndTheOtherImageIsTaken() throws Exception {
    publish(2);
    try (TwinStore store = open(failingOnce("sync"))) {
      assertThrows(IOException.class, () -> store.publish(TestImage.of(3, 4)));
    }
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      Search search = store.recover();
      assertEquals(new Found(directory.toRealPath().resolve("state.1"), 2), search.found().get());
      assertEquals(1, search.rejected().size());
      assertTrue(search.rejected().get(0).file().endsWith("state.0"), search::toString);
      assertTrue(search.rejected().get(0).why().contains("begun and not ended"), search::toString);
    }
  }

  /** A mark of this boot says that it was reported: it is told, and kept. */
  @Test
  void damageWithinOneBootIsToldWithNumbersAndPutAside() throws Exception {
    byte[] bytes = publishAndDamageTheNewest();
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      Search search = store.recover();
      assertEquals(1, search.found().orElseThrow().generation());
      assertEquals(2, search.givenUp());
      assertEquals(directory.resolve("state.1").toRealPath(), search.rejected().get(0).file());
      assertTrue(search.rejected().get(0).why().contains("checksum"), search::toString);
      assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("state.1.kept-1")));
      assertTrue(store.notices().toString().contains("state.1.kept-1"));
      assertEquals(2, store.publish(TestImage.of(9, 4)));
      store.verify();
    }
  }

  @Test
  void whoIsKilledBetweenTheTwoStepsOfPuttingAsideLeavesWhatTheNextOneFinishes() throws Exception {
    byte[] bytes = publishAndDamageTheNewest();
    try (TwinStore store = open(failingOnce("unlink"))) {
      assertThrows(IOException.class, store::recover);
    }
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      assertEquals(1, store.recover().found().orElseThrow().generation());
      assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("state.1.kept-1")));
      assertEquals(2, store.publish(TestImage.of(9, 4)));
      assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("state.1.kept-1")));
    }
  }

  @Test
  void whatAnotherHostHasBegunToPutAsideUnderItsOwnNameIsLeftToIt() throws Exception {
    byte[] bytes = publishAndDamageTheNewest();
    Path newest = directory.resolve("state.1");
    Files.createLink(directory.resolve("state.1.kept-1"), newest);
    Files.createFile(directory.resolve("state.1.lock"));
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      IOException e = assertThrows(IOException.class, store::recover);
      assertTrue(e.getMessage().contains("snapshot of another host"), e::toString);
    }
    assertArrayEquals(bytes, Files.readAllBytes(newest));
  }

  @Test
  void aForeignFileThatCannotBePutAsideIsWhenItCan() throws Exception {
    try (TwinStore store = open(failingOnce("unlink"))) {
      store.publish(TestImage.of(1, 4));
      store.publish(TestImage.of(2, 4));
      Path letter = Files.writeString(directory.resolve("letter"), "a letter");
      Files.move(letter, directory.resolve("state.0"), StandardCopyOption.REPLACE_EXISTING);
      assertThrows(IOException.class, () -> store.publish(TestImage.of(3, 4)));
      assertEquals(3, store.publish(TestImage.of(3, 4)));
      assertEquals("a letter", Files.readString(directory.resolve("state.0.kept-1")));
    }
  }

  @Test
  void imagesThatAreRemovedAtOnceAreCreatedAndNotPutAside() throws Exception {
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      store.publish(TestImage.of(1, 4));
      store.publish(TestImage.of(2, 4));
      Files.delete(directory.resolve("state.0"));
      Files.delete(directory.resolve("state.1"));
      assertEquals(3, store.publish(TestImage.of(3, 4)));
      assertEquals(4, store.publish(TestImage.of(4, 4)));
      assertFalse(Files.exists(directory.resolve("state.0.kept-1")));
      assertFalse(Files.exists(directory.resolve("state.1.kept-1")));
    }
  }

  @Test
  void theNewestImageIsRefusedWhateverItsSecondNameIs() throws Exception {
    publish(2);
    Files.createLink(directory.resolve("state.1.kept-1"), directory.resolve("state.1"));
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      IOException e = assertThrows(IOException.class, store::recover);
      assertTrue(e.getMessage().contains("2 names"), e::toString);
    }
  }

  @Test
  void aSealedSnapshotThatWasCopiedThereIsTaken() throws Exception {
    ByteBuffer image = TestImage.of(5, 3);
    Seal.stamp(image, 41);
    byte[] bytes = new byte[image.capacity()];
    image.get(0, bytes);
    Files.write(directory.resolve("state.0"), bytes);
    try (TwinStore store = open(SystemDisk.INSTANCE);
        TwinReader reader = reader()) {
      assertEquals(41, store.recover().found().get().generation());
      assertEquals(42, store.publish(TestImage.of(6, 2)));
      assertEquals(43, store.publish(TestImage.of(7, 2)));
      reader.look();
      assertEquals(7, TestImage.numberOf(reader.image()));
    }
  }

  @Test
  void oneNameIsForOneKindOfStore() throws Exception {
    publish(1);
    IOException e = assertThrows(IOException.class, () -> ReplaceStore.open(name, 2));
    assertTrue(e.getMessage().contains("kept by the twin store"), e::toString);
    Path other = directory.resolve("other");
    try (ReplaceStore store = ReplaceStore.open(other, 1)) {
      store.publish(TestImage.of(1, 2));
      store.publish(TestImage.of(2, 2));
    }
    e = assertThrows(IOException.class, () -> TwinStore.open(other));
    assertTrue(e.getMessage().contains("kept by the replace store"), e::toString);
  }

  @Test
  void aReaderOfThisProcessThatStaysIsNamed() throws Exception {
    publish(1);
    try (TwinStore store = open(SystemDisk.INSTANCE);
        TwinReader reader = reader()) {
      reader.look();
      store.publish(TestImage.of(2, 4));
      IOException e = assertThrows(IOException.class, () -> store.publish(TestImage.of(3, 4)));
      assertTrue(e.getMessage().contains("state.0 is mapped by readers"), e::toString);
      assertTrue(e.getMessage().contains("byte 1 of " + name + ".lock"), e::toString);
      assertTrue(e.getMessage().contains("by this process"), e::toString);
      assertEquals(1, TestImage.numberOf(reader.image()));
      assertTrue(reader.look());
      assertEquals(2, TestImage.numberOf(reader.image()));
      assertEquals(3, store.publish(TestImage.of(3, 4)));
    }
  }

  @Test
  void aReaderOfAnotherProcessKeepsItsImageUntilItIsKilled() throws Exception {
    try (TwinStore store = TwinStore.open(name, Duration.ofMillis(20))) {
      store.publish(TestImage.of(1, 4));
      try (ReaderProcess reader = ReaderProcess.start(name)) {
        long pid = reader.pid();
        store.publish(TestImage.of(2, 4));
        IOException e = assertThrows(IOException.class, () -> store.publish(TestImage.of(3, 4)));
        assertTrue(e.getMessage().contains("byte 1 of " + name + ".lock is locked"), e::toString);
        if (!Files.readString(Path.of("/proc/locks")).isEmpty()) {
          assertTrue(e.getMessage().contains("by process " + pid), e::toString);
        } else {
          System.out.println("pid of a lock: skipped, /proc/locks is empty here");
        }
      }
    }
    try (TwinStore store = TwinStore.open(name, Duration.ofSeconds(10))) {
      assertEquals(3, store.publish(TestImage.of(3, 4)));
    }
  }

  /**
   * Whatever opens the store a second time in this process must not drop the locks of the first.
   */
  @Test
  void whoComesAndGoesInOneProcessDropsNoLock() throws Exception {
    publish(1);
    Path lock = directory.resolve("state.lock");
    try (TwinStore store = open(SystemDisk.INSTANCE);
        TwinReader reader = reader()) {
      store.recover();
      reader.look();
      Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
      for (int i = 0; i < 3; i++) {
        try (TwinReader other = TwinReader.open(link.resolve("state"))) {
          other.look();
        }
        assertThrows(IOException.class, () -> open(SystemDisk.INSTANCE));
        assertThrows(IOException.class, () -> ReplaceStore.open(name, 2));
        reader().close();
      }
      assertTrue(Locks.isHeldFromAnotherProcess(lock, 0));
      assertTrue(Locks.isHeldFromAnotherProcess(lock, 1));
      assertFalse(Locks.isHeldFromAnotherProcess(lock, 2));
    }
    assertFalse(Locks.isHeldFromAnotherProcess(lock, 0));
    assertFalse(Locks.isHeldFromAnotherProcess(lock, 1));
  }

  @Test
  void aReaderWithoutAStoreIsToldSo() {
    IOException e = assertThrows(IOException.class, () -> TwinReader.open(name));
    assertTrue(e.getMessage().contains("state.lock"), e::toString);
    assertFalse(Files.exists(directory.resolve("state.lock")));
  }
}
