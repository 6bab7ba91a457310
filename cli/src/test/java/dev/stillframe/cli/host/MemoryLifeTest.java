package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.MemoryContent;
import dev.stillframe.cli.memory.OwnMemory;
import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.evidence.Need;
import dev.stillframe.files.AsideMemory;
import dev.stillframe.store.ReplaceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which state a client finds in its memory, and who may have put it there. */
final class MemoryLifeTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Path snapshot;
  private Path memory;

  @BeforeEach
  void setUp() throws Exception {
    snapshot = directory.toRealPath().resolve("state.snap");
    memory = RuntimeDirectory.newMemory(snapshot, environment());
  }

  private Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", directory.toString());
  }

  /** What the host does before it starts a client. */
  private void prepare(long size) throws HostException, IOException {
    Reports reports = new Reports(new PrintStream(told, true, UTF_8));
    try (ReplaceStore store = ReplaceStore.open(snapshot, 2)) {
      OwnMemory own = new OwnMemory(memory, true);
      try (Restoration restoration = Snapshot.recover(store, State::of, own, size, reports)) {
        Memories.prepare(own, restoration, reports);
      }
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)));
    assertFalse(Files.exists(memory.resolveSibling(memory.getFileName() + ".new")));
  }

  private void put(byte[] content) throws IOException {
    Files.write(memory, content);
    Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rw-------"));
  }

  private long newest() throws IOException {
    return Inspection.of(memory).newest().end();
  }

  @Test
  void withoutASnapshotTheClientSizesTheMemory() throws Exception {
    prepare(0);
    assertEquals(4096, Files.size(memory));
    assertTrue(told.toString(UTF_8).contains("starts afresh"), () -> told.toString(UTF_8));
  }

  @Test
  void aSizedMemoryHasItsBlocksAndAnIdentity() throws Exception {
    prepare(1 << 20);
    byte[] bytes = Files.readAllBytes(memory);
    assertEquals(1 << 20, bytes.length);
    assertFalse(Arrays.equals(new byte[16], Arrays.copyOfRange(bytes, 32, 48)));
    Arrays.fill(bytes, 32, 48, (byte) 0);
    assertArrayEquals(new byte[1 << 20], bytes);
  }

  @Test
  void aSnapshotIsRestoredWithoutItsSealAndNeverCutsTheSize() throws Exception {
    Images.publish(snapshot, 1, 3);
    prepare(1 << 20);
    assertEquals(1 << 20, Files.size(memory));
    assertEquals(30, newest());
    assertEquals("none", Inspection.of(memory).seal().state());
    assertEquals("0000000000000001" + "0".repeat(16), Inspection.of(memory).header().identity());
  }

  @Test
  void aNewerMemoryIsKeptAsItIs() throws Exception {
    Images.publish(snapshot, 1, 3);
    byte[] newer = Arrays.copyOf(Images.memory(1, 5), 1 << 20);
    put(newer);
    prepare(0);
    assertArrayEquals(newer, Files.readAllBytes(memory));
    assertTrue(
        told.toString(UTF_8).contains("goes on with the memory"), () -> told.toString(UTF_8));
  }

  @Test
  void anEqualMemoryIsKept() throws Exception {
    Images.publish(snapshot, 1, 3);
    put(Images.memory(1, 3));
    prepare(0);
    assertTrue(
        told.toString(UTF_8).contains("goes on with the memory"), () -> told.toString(UTF_8));
  }

  @Test
  void anUnknownIdentityMatchesAnUnknownOne() throws Exception {
    Files.write(snapshot, Images.memory(0, 3));
    put(Images.memory(0, 4));
    prepare(0);
    assertEquals(40, newest());
    assertEquals("0000000000000001" + "0".repeat(16), Inspection.of(memory).header().identity());
    assertTrue(told.toString(UTF_8).contains("without a seal"), () -> told.toString(UTF_8));
  }

  @Test
  void anOlderForeignEmptyOrBrokenMemoryIsReplaced() throws Exception {
    Images.publish(snapshot, 1, 3);
    assertPutAside(Images.memory(1, 2), "older: it ends at offset 20, the snapshot at 30");
    assertPutAside(Images.memory(2, 5), "identities differ; its commits, up to offset 50");
    assertPutAside(Images.memory(0, 5), "identities differ");
    assertReplaced(Images.memory(1, 0), "no committed entry");
    assertReplaced(new byte[0], "empty");
    assertPutAside(new byte[100], "unusable");
    assertReplaced(new byte[16_384], "unusable");
    byte[] masks = Images.memory(1, 5);
    Arrays.fill(masks, 8, 24, (byte) 0x55);
    assertPutAside(masks, "unusable");
  }

  /** What may be a state of somebody is never destroyed, by this start or by a later one. */
  private void assertPutAside(byte[] content, String why) throws Exception {
    List<Path> before = asides();
    assertReplaced(content, why);
    prepare(0);
    List<Path> after = asides();
    after.removeAll(before);
    assertEquals(1, after.size(), after::toString);
    assertArrayEquals(content, Files.readAllBytes(after.get(0)));
    Files.delete(memory);
  }

  private List<Path> asides() throws IOException {
    try (Stream<Path> files = Files.list(memory.getParent())) {
      return files
          .filter(file -> AsideMemory.memoryOf(file).isPresent())
          .collect(toCollection(ArrayList::new));
    }
  }

  private void assertReplaced(byte[] content, String why) throws Exception {
    put(content);
    told.reset();
    prepare(0);
    assertEquals(30, newest());
    assertTrue(told.toString(UTF_8).contains("restored"), () -> told.toString(UTF_8));
    assertTrue(told.toString(UTF_8).contains(why), () -> told.toString(UTF_8));
  }

  /** This is what a host leaves that was killed before its client committed anything. */
  @Test
  void withoutASnapshotAFreshMemoryIsKept() throws Exception {
    for (byte[] fresh : new byte[][] {{}, new byte[16_384], Images.memory(1, 0)}) {
      put(fresh);
      Object inode = Files.getAttribute(memory, "unix:ino");
      prepare(0);
      byte[] identified = Arrays.copyOf(fresh, Math.max(4096, fresh.length));
      identified[32] = 1;
      assertArrayEquals(identified, Files.readAllBytes(memory));
      assertEquals(inode, Files.getAttribute(memory, "unix:ino"));
    }
  }

  @Test
  void aMemoryRescuesWhatADamagedSnapshotLost() throws Exception {
    Images.publish(snapshot, 1, 3);
    damage();
    put(Images.memory(1, 4));
    prepare(0);
    assertEquals(40, newest());
    assertTrue(told.toString(UTF_8).contains("not taken"), () -> told.toString(UTF_8));
    put(Images.memory(1, 0));
    HostException e = assertThrows(HostException.class, () -> prepare(0));
    assertTrue(e.getMessage().contains("move it away"), e.getMessage());
  }

  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(snapshot);
    bytes[5000] ^= 1;
    Files.delete(snapshot.resolveSibling("state.snap.1"));
    Files.write(snapshot, bytes);
  }

  @Test
  void aTemporaryOfAKilledHostIsRemoved() throws Exception {
    Images.publish(snapshot, 1, 3);
    Files.write(memory.resolveSibling(memory.getFileName() + ".new"), new byte[100]);
    prepare(0);
    assertEquals(30, newest());
  }

  @Test
  void aMemoryThatAnotherCouldHavePlantedIsRefused() throws Exception {
    put(Images.memory(1, 1));
    Path other = Files.createLink(directory.resolve("other"), memory);
    assertRefused("second name");
    Files.delete(memory);
    Files.createSymbolicLink(memory, other);
    assertRefused("not a regular file");
    Files.delete(memory);
    Files.createDirectory(memory);
    assertRefused("not a regular file");
    Files.delete(memory);
    put(Images.memory(1, 1));
    Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused("mode");
    assertArrayEquals(Images.memory(1, 1), Files.readAllBytes(other));
  }

  private void assertRefused(String why) {
    HostException e = assertThrows(HostException.class, () -> prepare(0));
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertEquals(125, e.code());
  }

  @Test
  void aDirectoryThatAnotherCouldHavePlantedIsRefused() throws Exception {
    Path runtime = memory.getParent();
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertDirectoryRefused("mode");
    Files.delete(runtime);
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.createSymbolicLink(runtime, other);
    assertDirectoryRefused("not a directory");
    Files.delete(runtime);
    Files.createFile(runtime);
    assertDirectoryRefused("not a directory");
  }

  private void assertDirectoryRefused(String why) {
    HostException e =
        assertThrows(
            HostException.class, () -> RuntimeDirectory.newMemory(snapshot, environment()));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void eachSnapshotHasAMemoryOfItsOwn() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).toRealPath();
    Path same = RuntimeDirectory.newMemory(elsewhere.resolve("state.snap"), environment());
    assertFalse(same.equals(memory));
    assertEquals(memory.getParent(), same.getParent());
    assertTrue(memory.getFileName().toString().startsWith("state.snap-"));
  }

  @Test
  void anyNameOfASnapshotBecomesAPlainOneOfItsMemory() throws Exception {
    assumeTrue(Need.areAllNamesPossible(), Need.UTF_8.missing());
    Path odd = RuntimeDirectory.newMemory(directory.resolve("ä/../x y".repeat(20)), environment());
    assertTrue(odd.getFileName().toString().matches("[A-Za-z0-9._-]{1,60}"), odd::toString);
  }

  /** An inherited memory cannot be replaced: its version word goes first and comes last. */
  @Test
  void anInheritedMemoryIsOverwrittenInPlace() throws Exception {
    byte[] image = Images.memory(1, 3);
    Image content =
        copy -> {
          copy.begin();
          copy.add(ByteBuffer.wrap(image));
        };
    Path file = Files.write(directory.resolve("passed"), Images.memory(2, 9));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      MemoryContent.overwrite(channel, Optional.of(content), 20_000, Memories.IDENTITY);
    }
    assertArrayEquals(Arrays.copyOf(image, 20_000), Files.readAllBytes(file));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      MemoryContent.overwrite(channel, Optional.empty(), 0, Memories.IDENTITY);
    }
    byte[] fresh = new byte[20_000];
    fresh[32] = 1;
    assertArrayEquals(fresh, Files.readAllBytes(file));
  }

  /** With a version word of 0 it would be taken for a fresh one, whatever is in it. */
  @Test
  void anInheritedMemoryThatIsHalfFilledIsNotKept() throws Exception {
    Image cutShort =
        copy -> {
          throw new IOException("not whole any more");
        };
    put(Images.memory(1, 3));
    try (FileChannel channel = FileChannel.open(memory, StandardOpenOption.WRITE)) {
      assertThrows(
          IOException.class,
          () -> MemoryContent.overwrite(channel, Optional.of(cutShort), 0, Memories.IDENTITY));
    }
    prepare(0);
    assertEquals(4096, Files.size(memory));
    assertTrue(told.toString(UTF_8).contains("unusable"), () -> told.toString(UTF_8));
  }
}
