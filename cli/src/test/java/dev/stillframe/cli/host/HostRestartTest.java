package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host does that finds a client, or a memory, of one that was killed. */
final class HostRestartTest {
  private static final List<String> OFTEN = List.of("--interval", "5ms");

  @TempDir Path directory;
  private HostWorld world;
  private ProcessHandle orphan;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
  }

  @AfterEach
  void killOrphan() {
    if (orphan != null) {
      orphan.destroyForcibly();
    }
  }

  private void leaveAnOrphan(List<String> options) throws Exception {
    try (Program host = world.host(options, world.records())) {
      Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
      Await.until("commits", () -> acknowledged.get() > 100);
      orphan = host.child();
      host.kill();
    }
  }

  @Test
  void aSignalEndsAHostWithoutAClientOfItsOwnAndTheOtherGoesOn() throws Exception {
    leaveAnOrphan(OFTEN);
    try (Program host = world.host(OFTEN, List.of("echo", "started"))) {
      host.awaitErr("captures for a client");
      long before = Acknowledged.open(world.acknowledged()).get();
      Await.until(
          "it commits more", () -> Acknowledged.open(world.acknowledged()).get() > before + 100);
      host.signal("TERM");
      assertEquals(128 + 15, host.exitCode(), host::toString);
      assertEquals("", host.out());
    }
    assertTrue(orphan.isAlive());
    assertTrue(world.memory().isPresent());
  }

  @Test
  void aMemoryInUseIsNotReplacedWhateverTheSnapshotIs() throws Exception {
    leaveAnOrphan(List.of("--capture", "final"));
    Images.publish(world.snapshot(), 1, 3);
    Path memory = world.memory().orElseThrow();
    Object inode = Files.getAttribute(memory, "unix:ino");
    try (Program host = world.host(OFTEN, List.of("true"))) {
      host.awaitErr("captures for a client");
      assertEquals(inode, Files.getAttribute(memory, "unix:ino"));
      orphan.destroyForcibly();
      // Nor is the snapshot, which is another memory's. Somebody has to say which one counts.
      assertEquals(125, host.exitCode(), host::toString);
    }
    assertEquals(inode, Files.getAttribute(memory, "unix:ino"));
    Files.delete(world.snapshot());
    Files.delete(world.snapshot().resolveSibling(world.snapshot().getFileName() + ".1"));
    long last = Acknowledged.open(world.acknowledged()).get() + 5;
    try (Program host = world.host(OFTEN, world.records("24", "100", Long.toString(last)))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
  }

  @Test
  void theCommandStartsWhenTheOtherClientHasEnded() throws Exception {
    leaveAnOrphan(OFTEN);
    String last = Long.toString(Acknowledged.open(world.acknowledged()).get() + 1_000_000);
    try (Program host = world.host(OFTEN, world.records("24", "100", last))) {
      host.awaitErr("captures for a client");
      assertFalse(host.hasChild());
      orphan.destroyForcibly();
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after " + last), host::toString);
    }
    assertEquals(Optional.empty(), world.memory());
  }

  @Test
  void finalCaptureAloneCapturesNothingWhileAClientRuns() throws Exception {
    leaveAnOrphan(List.of("--interval", "5ms", "--capture", "final"));
    assertFalse(Files.exists(world.snapshot()));
    List<String> options = List.of("--interval", "5ms", "--capture", "final", "--stats");
    try (Program host = world.host(options, List.of("true"))) {
      host.awaitErr("captures for a client");
      assertFalse(Files.exists(world.snapshot()));
      orphan.destroyForcibly();
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("published=2"), host::toString);
    }
    assertTrue(Inspection.of(world.snapshot()).restorable());
  }

  @Test
  void aMemoryThatIsNewerThanTheSnapshotIsCaptured() throws Exception {
    Images.publish(world.snapshot(), 1, 3);
    Path newer = Files.write(directory.resolve("newer"), Images.memory(1, 5));
    String script = "cat '" + newer + "' >&3; echo written; read _";
    List<String> never = List.of("--capture", "final");
    try (Program host = world.shell(never, script)) {
      Await.until("the client has written", () -> host.out().contains("written"));
      ProcessHandle client = host.child();
      host.kill();
      client.destroyForcibly();
      client.onExit().get();
    }
    assertEquals(30, Inspection.of(world.snapshot()).newest().end());
    try (Program host = world.host(OFTEN, List.of("true"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("goes on with the memory"), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  /** Whoever still has the memory locked when COMMAND ends keeps it. */
  @Test
  void aMemoryThatAnotherProcessUsesStays() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "\"$@\" & echo $!; read _", "sh"));
    command.addAll(world.records());
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    try (Program host = world.host(OFTEN, command)) {
      Await.until("commits", () -> acknowledged.get() > 100);
      orphan = ProcessHandle.of(Long.parseLong(host.out().lines().findFirst().get())).get();
      Program.signal(orphan.pid(), "STOP"); // It would overtake the last capture once in a while.
      host.endInput();
      assertEquals(1, host.exitCode(), host::toString);
      assertTrue(host.err().contains("another process still uses the memory"), host::toString);
    }
    assertTrue(world.memory().isPresent());
    assertTrue(orphan.isAlive());
  }

  @Test
  void aClientThatDiesBeforeItConfiguresTheMemoryCostsNoSnapshot() throws Exception {
    try (Program host = world.shell(OFTEN, "kill -s KILL $$")) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertFalse(Files.exists(world.snapshot()));
    assertEquals(Optional.empty(), world.memory());
    Images.publish(world.snapshot(), 1, 3);
    try (Program host = world.shell(OFTEN, ": >\"$STILLFRAME_MEMORY\"; kill -s KILL $$")) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertEquals(30, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void aMemoryThatIsNoStateIsPutAside() throws Exception {
    Images.publish(world.snapshot(), 1, 3);
    Path junk = Files.write(directory.resolve("junk"), "junk".repeat(5000).getBytes(UTF_8));
    try (Program host = world.shell(OFTEN, "cat '" + junk + "' >&3; exit 3")) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("the memory is put aside as"), host::toString);
    }
    assertEquals(30, Inspection.of(world.snapshot()).newest().end());
    assertEquals(Optional.empty(), world.memory());
    try (Program host = world.host(OFTEN, List.of("true"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("restored"), host::toString);
    }
  }

  /** What such a client has left is looked at, and prepared, as if it still lived. */
  @Test
  void aClientThatDiesBeforeTheHostLooksAgainLeavesNoJunkToTheNext() throws Exception {
    leaveAnOrphan(OFTEN);
    Path go = directory.resolve("go");
    List<String> options = List.of(go.toString());
    try (Program host =
        world.hostOf("dev.stillframe.cli.host.SlowHost", options, List.of("true"))) {
      host.awaitErr("goes slowly");
      orphan.destroyForcibly();
      orphan.onExit().get();
      Files.write(world.memory().orElseThrow(), "junk".repeat(5000).getBytes(UTF_8));
      Files.createFile(go);
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("memory found there is unusable"), host::toString);
    }
  }
}
