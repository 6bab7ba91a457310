package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.files.AsideMemory;
import dev.stillframe.files.RecordFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody removes, replaces or copies what has a name, or starts a host from elsewhere. */
final class NamesTest {
  private static final List<String> OFTEN = List.of("--interval", "5ms");

  @TempDir Path directory;
  private HostWorld world;
  private Path newer;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory.toRealPath());
    newer = Files.write(directory.resolve("newer"), Images.memory(1, 5));
  }

  /** One after another: what was removed is made anew, so that the next one may go, too. */
  @ParameterizedTest
  @ValueSource(strings = {".lock .store", ".store .lock", ".lock .lock", ".store .store"})
  void noSecondHostComesWhateverOneNameAfterAnotherIsLost(String suffixes) throws Exception {
    try (Program first = world.shell(OFTEN, "echo ready; read _")) {
      Await.until("the client runs", () -> first.out().contains("ready"));
      for (String suffix : suffixes.split(" ")) {
        Path file = directory.resolve("state.snap" + suffix);
        Files.delete(file);
        try (Program second = world.shell(OFTEN, "echo never")) {
          assertEquals(125, second.exitCode(), second::toString);
          assertTrue(second.err().contains("in use by another host"), second::toString);
        }
        Await.until("it is made anew", () -> Files.exists(file));
      }
      first.awaitErr("made and locked anew");
      first.endInput();
      assertEquals(1, first.exitCode(), first::toString);
    }
  }

  @Test
  void whoFindsAllNamesGoneWritesNothingMore() throws Exception {
    Memories.identify(world.snapshot());
    try (Program host =
        world.shell(List.of("--interval", "1s"), "cat '" + newer + "' >&3; read _")) {
      Await.until("the state is captured", () -> Files.exists(world.snapshot()));
      Path memory = world.memory().orElseThrow();
      Files.delete(directory.resolve("state.snap.lock"));
      Files.delete(directory.resolve("state.snap.store"));
      Files.delete(memory);
      host.awaitErr("this one writes no more snapshots");
      host.endInput();
      assertEquals(125, host.exitCode(), host::toString);
      assertEquals(1, asides().size(), host::toString);
    }
  }

  private List<Path> asides() throws Exception {
    try (Stream<Path> files = Files.walk(world.runtime())) {
      return files.filter(file -> AsideMemory.memoryOf(file).isPresent()).toList();
    }
  }

  /** A host and its client are killed at once, and the snapshot has nothing of the memory. */
  private Path leaveANewerMemory() throws Exception {
    Memories.identify(world.snapshot());
    String script = "cat '" + newer + "' >&3; kill -s KILL $PPID";
    try (Program host = world.shell(List.of("--capture", "final"), script)) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    return world.memory().orElseThrow();
  }

  private Program from(Path runtime, Path snapshot) throws Exception {
    return world.stillframeBehind(
        List.of("/usr/bin/env", "XDG_RUNTIME_DIR=" + runtime),
        List.of("host", snapshot.toString(), "--", "true"));
  }

  @Test
  void oneSnapshotLeadsToOneMemoryFromAnotherRuntimeDirectory() throws Exception {
    Path memory = leaveANewerMemory();
    Path other = Files.createDirectory(directory.resolve("other"));
    try (Program host = from(other, world.snapshot())) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("goes on with the memory " + memory), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
    assertFalse(Files.exists(memory));
  }

  @Test
  void soDoesOneWhoseDirectoryWasMovedOrWhoseRecordIsGone() throws Exception {
    Path memory = leaveANewerMemory();
    Path moved = Files.createDirectory(directory.resolve("moved")).resolve("state.snap");
    Files.move(RecordFile.path(world.snapshot()), RecordFile.path(moved));
    try (Program host = from(world.runtime(), moved)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("goes on with the memory " + memory), host::toString);
    }
    Path again = leaveANewerMemory();
    Files.delete(RecordFile.path(world.snapshot()));
    try (Program host = from(world.runtime(), world.snapshot())) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("goes on with the memory " + again), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void aCopiedDirectoryHasAMemoryOfItsOwn() throws Exception {
    Path memory = leaveANewerMemory();
    Path copy = Files.createDirectory(directory.resolve("copy")).resolve("state.snap");
    Files.copy(RecordFile.path(world.snapshot()), RecordFile.path(copy));
    try (Program host = from(world.runtime(), copy)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("is a copy of " + world.snapshot()), host::toString);
    }
    assertTrue(Files.exists(memory));
    try (Program host = from(world.runtime(), world.snapshot())) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void aMemoryThatIsGoneIsTold() throws Exception {
    Path memory = leaveANewerMemory();
    Files.delete(memory);
    Files.delete(RecordFile.path(memory));
    try (Program host = world.shell(OFTEN, "true")) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("LOST: the memory of this store is gone"), host::toString);
      assertTrue(host.err().contains(memory.toString()), host::toString);
    }
  }

  /** The start that finds it may be refused for another reason before it can say so. */
  @Test
  void aMemoryThatIsGoneIsToldByTheFirstStartThatGoesOn() throws Exception {
    List<String> options = List.of("--capture", "final", "--store", "twin");
    try (Program host = world.shell(options, "cat '" + newer + "' >&3; kill -s KILL $PPID")) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    Path memory = world.memory().orElseThrow();
    Files.delete(memory);
    Files.delete(RecordFile.path(memory));
    Path image = directory.resolve("state.snap.0");
    Path aside = Files.move(image, directory.resolve("aside"));
    Files.createDirectory(image);
    try (Program host = world.shell(options, "true")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("not a regular file"), host::toString);
    }
    Files.delete(image);
    Files.move(aside, image);
    try (Program host = world.shell(options, "true")) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("LOST: the memory of this store is gone"), host::toString);
    }
  }

  @Test
  void aMemoryThatLosesItsNameIsCapturedToItsEnd() throws Exception {
    Memories.identify(world.snapshot());
    String script = "rm \"$STILLFRAME_MEMORY\"; read _; cat '" + newer + "' >&3";
    try (Program host = world.shell(OFTEN, script)) {
      host.awaitErr("has lost its name");
      host.endInput();
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void whatHasGotTheNameOfTheMemoryIsPutAside() throws Exception {
    Memories.identify(world.snapshot());
    String script =
        "cat '" + newer + "' >&3; rm \"$STILLFRAME_MEMORY\"; echo other >\"$STILLFRAME_MEMORY\"";
    try (Program host = world.shell(OFTEN, script)) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("put aside as " + asides().get(0)), host::toString);
    }
    assertEquals("other\n", Files.readString(asides().get(0)));
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void aFileOfSomebodyElseIsNoRecord() throws Exception {
    Path record = Files.writeString(RecordFile.path(world.snapshot()), "a list of shops");
    try (Program host = world.shell(OFTEN, "true")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("is no record of a store"), host::toString);
    }
    assertEquals("a list of shops", Files.readString(record));
  }

  @Test
  void aMemoryIsListedAndDiscardedOnlyIfItIsMeant() throws Exception {
    Path memory = leaveANewerMemory();
    try (Program list = world.stillframe(List.of("list"))) {
      assertEquals(0, list.exitCode(), list::toString);
      assertTrue(list.out().contains(memory.toString()), list::toString);
      assertTrue(list.out().contains(world.snapshot().toString()), list::toString);
      assertTrue(list.out().contains("newer, up to 50; snapshot up to nothing"), list::toString);
    }
    try (Program discard = world.stillframe(List.of("discard", memory.toString()))) {
      assertEquals(1, discard.exitCode(), discard::toString);
    }
    assertTrue(Files.exists(memory));
    try (Program discard = world.stillframe(List.of("discard", "--newer", memory.toString()))) {
      assertEquals(0, discard.exitCode(), discard::toString);
    }
    assertFalse(Files.exists(memory));
    try (Program discard = world.stillframe(List.of("discard", newer.toString()))) {
      assertEquals(2, discard.exitCode(), discard::toString);
    }
  }
}
