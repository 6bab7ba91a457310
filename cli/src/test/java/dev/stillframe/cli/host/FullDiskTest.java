package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import dev.stillframe.examples.EventTable;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or read-only; needs the right to mount a small tmpfs. */
final class FullDiskTest {
  @TempDir Path directory;
  private Path disk;
  private Path snapshot;
  private HostWorld world;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(Need.MOUNT.find().isPresent(), Need.MOUNT.missing());
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=96k,mode=700", "none", disk) == 0;
    assumeTrue(mounted, Need.MOUNT_RIGHT.missing());
    snapshot = disk.resolve("state.snap");
    world = new HostWorld(directory);
  }

  @AfterEach
  void unmount() throws Exception {
    // Lazily: this process may still have a snapshot there mapped.
    if (Need.UMOUNT.find().isPresent()) {
      run("umount", "--lazy", disk);
    }
  }

  private static int run(Object... command) throws Exception {
    List<String> words = Arrays.stream(command).map(Object::toString).toList();
    return Program.start(Files.createTempDirectory("run"), Map.of(), words).exitCode();
  }

  private Program host(String... command) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("host", "--interval", "5ms", snapshot.toString(), "--"));
    arguments.addAll(List.of(command));
    return world.stillframe(arguments);
  }

  @Test
  void aSnapshotThatDoesNotFitEndsNoClientAndLosesNoState() throws Exception {
    Images.publish(snapshot, 1, 3);
    byte[] good = Files.readAllBytes(snapshot);
    Path newer = Files.write(directory.resolve("newer"), Images.memory(1, 5));
    Path rest = disk.resolve("rest");
    fill(rest);
    try (Program host = host("sh", "-c", "cat \"$1\" >&3; read _", "sh", newer.toString())) {
      host.awaitErr("cannot be written");
      assertTrue(host.isAlive());
      host.endInput();
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("No space left"), host::toString);
      assertTrue(
          host.err().contains("it stays in " + world.memory().orElseThrow()), host::toString);
      assertEquals(1, host.err().split("cannot be written", -1).length - 1, host::toString);
    }
    assertArrayEquals(good, Files.readAllBytes(snapshot));
    Files.delete(rest);
    // What did not fit is still in memory, and the next host brings it to disk.
    try (Program host = host("true")) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertEquals(50, Inspection.of(snapshot).newest().end());
  }

  /** It needs room for two images once, and none after that. */
  @Test
  void aTwinStoreThatDoesNotFitLosesNoStateAndOneThatIsThereNeedsNoRoom() throws Exception {
    try (TwinStore store = TwinStore.open(snapshot)) {
      Images.publish(store, 1, 3);
    }
    Path newer = Files.write(directory.resolve("newer"), Images.memory(1, 5));
    String[] client = {"sh", "-c", "cat \"$1\" >&3; read _", "sh", newer.toString()};
    Path rest = disk.resolve("rest");
    fill(rest);
    try (Program host = twinHost(client)) {
      host.awaitErr("cannot be written");
      host.endInput();
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("No space left"), host::toString);
    }
    assertEquals(30, Inspection.of(disk.resolve("state.snap.0")).newest().end());
    Files.delete(rest);
    try (Program host = twinHost("true")) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertEquals(50, Inspection.of(disk.resolve("state.snap.1")).newest().end());
    fill(rest);
    Files.write(newer, Images.memory(1, 6));
    try (Program host = twinHost(client)) {
      Await.until("the image is written in place", () -> endOf(disk.resolve("state.snap.0")) == 60);
      host.endInput();
      assertEquals(1, host.exitCode(), host::toString);
    }
  }

  private static long endOf(Path image) throws IOException {
    Inspection inspection = Inspection.of(image);
    return inspection.restorable() ? inspection.newest().end() : 0;
  }

  private Program twinHost(String... command) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("host", "--store", "twin", "--interval", "5ms"));
    arguments.addAll(List.of(snapshot.toString(), "--"));
    arguments.addAll(List.of(command));
    return world.stillframe(arguments);
  }

  private Program tripleHost(List<String> client) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("host", "--capture", "triple", "--size", "32K", "--interval", "5ms"));
    arguments.addAll(List.of(snapshot.toString(), "--"));
    arguments.addAll(client);
    return world.stillframe(arguments);
  }

  private void requirePersisted(long events) throws IOException {
    assertEquals(events, persisted());
  }

  private long persisted() throws IOException {
    EventTable table = new EventTable();
    try (JournalReader reader = JournalReader.open(snapshot)) {
      reader.forEachRemaining(table::apply);
    }
    table.verify();
    return table.events();
  }

  /** The client is refused meanwhile, and offers bases; what the host has taken stays taken. */
  @Test
  void aJournalThatDoesNotFitEndsNoClientAndLosesNoRecord() throws Exception {
    try (Program host = tripleHost(world.eventCounter("300"))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    Path rest = disk.resolve("rest");
    fill(rest);
    try (Program host = tripleHost(world.eventCounter("5000"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after 5000"), host.out());
      assertFalse(host.out().contains(" 0 refused"), host.out());
      assertTrue(host.err().contains("No space left"), host::toString);
      assertTrue(
          host.err().contains("it stays in " + world.memory().orElseThrow()), host::toString);
      assertEquals(1, host.err().split("cannot be written", -1).length - 1, host::toString);
    }
    // A first batch that is small enough still fits the last page of the journal.
    long fitted = persisted();
    assertTrue(300 <= fitted && fitted < 5000, fitted + " events");
    Files.delete(rest);
    try (Program host = tripleHost(world.eventCounter("5001"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after 5000"), host.out());
    }
    requirePersisted(5001);
  }

  @Test
  void roomThatComesBackIsUsedByTheJournalWhileTheClientRuns() throws Exception {
    Path rest = disk.resolve("rest");
    try (Program host = tripleHost(List.of("true"))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    fill(rest);
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; read _", "sh"));
    command.addAll(world.eventCounter("3000"));
    try (Program host = tripleHost(command)) {
      host.awaitErr("cannot be written");
      Files.delete(rest);
      host.awaitErr("written again");
      Await.until("the client ends", () -> host.out().contains("ends after 3000"));
      host.endInput();
      assertEquals(1, host.exitCode(), host::toString);
    }
    requirePersisted(3000);
  }

  @Test
  void roomThatComesBackIsUsedWhileTheClientRuns() throws Exception {
    Path state = Files.write(directory.resolve("state"), Images.memory(1, 5));
    Path rest = disk.resolve("rest");
    Files.createFile(disk.resolve("state.snap.lock"));
    Memories.identify(snapshot);
    fill(rest);
    try (Program host = host("sh", "-c", "cat \"$1\" >&3; read _", "sh", state.toString())) {
      host.awaitErr("cannot be written");
      Files.delete(rest);
      host.awaitErr("written again");
      Await.until("the snapshot is there", () -> Files.exists(snapshot));
      host.endInput();
      assertEquals(1, host.exitCode(), host::toString);
    }
    assertEquals(50, Inspection.of(snapshot).newest().end());
  }

  @Test
  void aReadOnlyDiskIsNamed() throws Exception {
    assertEquals(0, run("mount", "-o", "remount,ro", disk));
    try (Program host = host("true")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("Read-only file system"), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
  }

  @Test
  void aMemoryThatDoesNotFitIsRefusedBeforeTheClientStarts() throws Exception {
    HostWorld small = new HostWorld(disk);
    try (Program host = small.host(List.of("--size", "1M"), List.of("echo", "started"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("--size"), host::toString);
      assertEquals("", host.out());
      assertTrue(small.memory().isEmpty());
    }
  }

  /** The snapshot is good all the same: it is the memory that has no room for it. */
  @Test
  void aSnapshotThatDoesNotFitTheMemoryIsNotTakenForDamaged() throws Exception {
    Path elsewhere = directory.resolve("state.snap");
    ByteBuffer image = ByteBuffer.allocateDirect(1 << 20).put(Images.memory(1, 3)).clear();
    try (ReplaceStore store = ReplaceStore.open(elsewhere, 1)) {
      store.publish(image);
    }
    HostWorld small = new HostWorld(disk);
    try (Program host =
        small.stillframe(List.of("host", elsewhere.toString(), "--", "echo", "started"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("cannot fill the memory: No space left"), host::toString);
      assertFalse(host.err().contains("not taken"), host::toString);
      assertEquals("", host.out());
      assertTrue(small.memory().isEmpty());
    }
    assertEquals(30, Inspection.of(elsewhere).newest().end());
  }

  /** Takes all the room there is. */
  private static void fill(Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException full) {
      assertTrue(full.getMessage().contains("No space left"), full::toString);
    }
  }
}
