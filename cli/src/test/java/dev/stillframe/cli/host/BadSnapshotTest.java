package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.memory.OwnMemory;
import dev.stillframe.cli.memory.Owner;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.evidence.Need;
import dev.stillframe.store.ReplaceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no snapshot, or no longer one: a clear message, and nothing good is lost. */
final class BadSnapshotTest {
  private static final int SECTOR = 512;

  @TempDir Path directory;
  private HostWorld world;
  private Path snapshot;
  private OwnMemory memory;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
    snapshot = world.snapshot();
    memory = new OwnMemory(directory.resolve("memory"), true);
  }

  @Test
  void whatHoldsNoStateIsRefusedAndLeftAsItIs() throws Exception {
    byte[] masks = Images.original("one-commit.bin");
    Arrays.fill(masks, 8, 24, (byte) 0x55);
    assertRefused(masks, "mask");
    assertRefused(new byte[0], "hold no header");
    assertRefused(Arrays.copyOf(Images.original("one-commit.bin"), 100), "hold no header");
    assertRefused(Arrays.copyOf(Images.original("one-commit.bin"), 8192), "cannot hold");
    assertRefused(Images.original("configured-empty.bin"), "no committed entry");
    assertRefused("not a snapshot".repeat(1000).getBytes(UTF_8), "magic word");
  }

  private void assertRefused(byte[] content, String why) throws Exception {
    Files.write(snapshot, content);
    try (Program host = world.host(List.of(), List.of("touch", "started"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains(why), host::toString);
      assertTrue(host.err().contains("move it away"), host::toString);
    }
    assertArrayEquals(content, Files.readAllBytes(snapshot));
    assertEquals(Optional.empty(), world.memory());
    assertTrue(Files.notExists(directory.resolve("logs/started")));
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws Exception {
    Files.createDirectory(snapshot);
    assertRefused("not a regular file");
    Files.delete(snapshot);
    Path other = Files.write(directory.resolve("other"), Images.original("one-commit.bin"));
    Files.createSymbolicLink(snapshot, other);
    assertRefused("not a regular file");
    assertArrayEquals(Images.original("one-commit.bin"), Files.readAllBytes(other));
  }

  private void assertRefused(String why) throws Exception {
    try (Program host = world.host(List.of(), List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains(why), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
  }

  @Test
  void aPlantedLockFileIsRefused() throws Exception {
    Path other = Files.createFile(directory.resolve("other"));
    Files.createSymbolicLink(directory.resolve("state.snap.lock"), other);
    assertRefused("not a regular file");
  }

  @Test
  void aMissingDirectoryIsNamed() throws Exception {
    String name = directory.resolve("nowhere/state.snap").toString();
    try (Program host = world.stillframe(List.of("host", name, "--", "true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("no such directory: create it first"), host::toString);
    }
  }

  @Test
  void whatMayNotBeReadOrWrittenIsRefused() throws Exception {
    Images.publish(snapshot, 1, 3);
    Images.publish(snapshot, 1, 5);
    byte[] good = Files.readAllBytes(snapshot);
    deny(snapshot); // and not the generation before: it must not take its place
    try (Program host = unprivileged("true")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("state.snap: permission denied"), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
    Path lock = directory.resolve("state.snap.lock");
    deny(lock);
    try (Program host = unprivileged("true")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("state.snap.lock: permission denied"), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
    Files.setPosixFilePermissions(snapshot, PosixFilePermissions.fromString("rw-------"));
    assertArrayEquals(good, Files.readAllBytes(snapshot));
  }

  private static void deny(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
  }

  /** Modes do not hold root back; without its capabilities they do. */
  private Program unprivileged(String command) throws Exception {
    List<String> prefix =
        Owner.current() == 0
            ? List.of(Need.SETPRIV.label(), "--bounding-set=-all", "--inh-caps=-all")
            : List.of();
    if (!prefix.isEmpty()) {
      assumeTrue(Need.SETPRIV.find().isPresent(), Need.SETPRIV.missing());
    }
    return world.stillframeBehind(prefix, List.of("host", snapshot.toString(), "--", command));
  }

  @Test
  void aFileOfTheOriginalIsAcceptedAndReported() throws Exception {
    Files.write(snapshot, Images.original("wrapped.bin"));
    String script = "test \"$(stat -c %s \"$STILLFRAME_MEMORY\")\" = 16384";
    try (Program host = world.shell(List.of(), script)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("without a seal"), host::toString);
    }
    Inspection sealed = Inspection.of(snapshot);
    assertEquals("holds", sealed.seal().state());
    assertEquals(180, sealed.newest().end());
  }

  /** At each sector: a flipped bit, and the end of the file. */
  @Test
  void aDamagedGenerationGivesWayToTheOneBefore() throws Exception {
    Images.publish(snapshot, 1, 3);
    Images.publish(snapshot, 1, 5);
    byte[] good = Files.readAllBytes(snapshot);
    for (int at = 0; at < good.length; at += SECTOR) {
      byte[] flipped = good.clone();
      flipped[at] ^= 1;
      assertFallsBack(flipped);
      assertFallsBack(Arrays.copyOf(good, at));
    }
  }

  private void assertFallsBack(byte[] damaged) throws Exception {
    Path newest = directory.resolve("state.snap.2");
    Files.deleteIfExists(newest); // It was put aside, if its head said that it was a generation.
    Files.delete(snapshot);
    Files.write(newest, damaged);
    Files.createLink(snapshot, newest);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    SnapshotRestoration recovery = recover(told);
    assertEquals(30, recovery.snapshot().orElseThrow().state().progress().orElseThrow());
    assertTrue(told.toString(UTF_8).contains("not taken: " + snapshot), () -> told.toString(UTF_8));
    assertTrue(told.toString(UTF_8).contains("generation 1"), () -> told.toString(UTF_8));
    assertTrue(Files.isSameFile(snapshot, directory.resolve("state.snap.1")));
  }

  /** The same where there is no other generation: the host does not start afresh over it. */
  @Test
  void theOnlyGenerationIsRefusedWhenItIsDamaged() throws Exception {
    Images.publish(snapshot, 1, 3);
    byte[] good = Files.readAllBytes(snapshot);
    for (int at = 0; at < good.length; at += SECTOR) {
      byte[] flipped = good.clone();
      flipped[at] ^= 1;
      assertNothingTaken(flipped);
      assertNothingTaken(Arrays.copyOf(good, at));
    }
  }

  private void assertNothingTaken(byte[] damaged) throws IOException {
    Files.deleteIfExists(directory.resolve("state.snap.1"));
    Files.write(snapshot, damaged);
    SnapshotRestoration recovery = recover(new ByteArrayOutputStream());
    assertEquals(Optional.empty(), recovery.snapshot());
    Reports reports = new Reports(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    assertThrows(HostException.class, () -> Memories.prepare(memory, recovery, reports));
    assertArrayEquals(damaged, Files.readAllBytes(snapshot));
  }

  private SnapshotRestoration recover(ByteArrayOutputStream told) throws IOException {
    try (ReplaceStore store = ReplaceStore.open(snapshot, 2)) {
      return Snapshot.recover(
          store, State::of, memory, 0, new Reports(new PrintStream(told, true, UTF_8)));
    }
  }
}
