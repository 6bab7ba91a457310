package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client gets from the host, and what the host makes of its end. */
final class SupervisionTest {
  private static final List<String> NO_OPTIONS = List.of();

  @TempDir Path directory;
  private HostWorld world;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
  }

  @Test
  void theExitCodeIsThatOfTheClient() throws Exception {
    try (Program host = world.shell(NO_OPTIONS, "exit 42")) {
      assertEquals(42, host.exitCode(), host::toString);
    }
  }

  @Test
  void aClientThatIsKilledGivesItsSignal() throws Exception {
    try (Program host = world.shell(NO_OPTIONS, "kill -s KILL $$")) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "INT, 2", "HUP, 1"})
  void aSignalGoesOnToTheClient(String name, int number) throws Exception {
    assumeFalse(isIgnoredHere(number), "these tests run with SIG" + name + " ignored, as by nohup");
    String script =
        "trap 'echo told; exit 7' "
            + name
            + "; echo ready; i=0; while [ $((i += 1)) -lt 5000 ]; do sleep 0.05; done";
    try (Program host = world.shell(NO_OPTIONS, script)) {
      Await.until("the client listens", () -> host.out().contains("ready"));
      host.signal(name);
      assertEquals(7, host.exitCode(), host::toString);
      assertTrue(host.out().contains("told"), host.out());
    }
    try (Program host = world.shell(NO_OPTIONS, "echo ready; read _")) {
      Await.until("the client runs", () -> host.out().contains("ready"));
      host.signal(name);
      assertEquals(128 + number, host.exitCode(), host::toString);
    }
  }

  /** What is ignored here is ignored in every process below, and stays so: nohup relies on it. */
  private static boolean isIgnoredHere(int number) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String mask = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
      return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) >>> (number - 1) & 1) == 1;
    }
  }

  @Test
  void theMemoryIsDescriptor3AndAPath() throws Exception {
    String script =
        "test \"$(stat -Lc %d:%i /proc/self/fd/3)\" = \"$(stat -c %d:%i \"$STILLFRAME_MEMORY\")\""
            + " && test \"$LISTEN_PID\" = $$ && test \"$LISTEN_FDS\" = 1"
            + " && test \"$LISTEN_FDNAMES\" = SHM_SHARED_FD"
            + " && test \"$STILLFRAME_SNAPSHOT\" = \"$1\""
            + " && test \"$(stat -c %a:%s \"$STILLFRAME_MEMORY\")\" = 600:65536"
            + " && test \"$(stat -c %a \"$(dirname \"$STILLFRAME_MEMORY\")\")\" = 700"
            + " && : >&3 && echo all well";
    try (Program host = world.shell(List.of("--size", "64K"), script)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertEquals("all well", host.out().strip());
    }
  }

  @Test
  void argumentsReachTheClientAsTheyAre() throws Exception {
    List<String> command = List.of("printf", "[%s]", "a b", "", "--", "--size", "$HOME", "*");
    try (Program host = world.host(NO_OPTIONS, command)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertEquals("[a b][][--][--size][$HOME][*]", host.out());
    }
  }

  @Test
  void aMissingCommandIs127AndTouchesNothing() throws Exception {
    for (String missing : List.of("no-such-command", "./no-such-file")) {
      try (Program host = world.host(NO_OPTIONS, List.of(missing))) {
        assertEquals(127, host.exitCode(), host::toString);
        assertTrue(host.err().contains("no such"), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
      }
    }
    assertFalse(Files.exists(directory.resolve("state.snap.lock")));
  }

  @Test
  void aCommandThatCannotBeExecutedIs126() throws Exception {
    Path file = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
    for (Path wrong : List.of(file, directory)) {
      try (Program host = world.host(NO_OPTIONS, List.of(wrong.toString()))) {
        assertEquals(126, host.exitCode(), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
      }
    }
  }

  @Test
  void wrongUsageIs125OfTheHostAnd2OfTheOthers() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("--store", "twin", "--keep", "2"),
            List.of("--store", "floppy"),
            List.of("--keep", "0"),
            List.of("--interval", "0ms"),
            List.of("--capture", "twin"),
            List.of("--capture", "triple", "--store", "replace"),
            List.of("--sync", "end"),
            List.of("--store", "twin", "--sync", "batch"),
            List.of("--capture", "triple", "--sync", "never"),
            List.of("--capture", "triple", "--store", "twin"),
            List.of("--capture", "triple", "--keep", "2"),
            List.of("--capture", "triple", "--size", "8K"),
            List.of("--capture", "final", "--store", "journal"),
            List.of("--store", "journal"));
    for (List<String> options : wrong) {
      try (Program host = world.host(options, List.of("true"))) {
        assertEquals(125, host.exitCode(), () -> options + ": " + host);
        assertFalse(host.err().contains("Exception"), () -> options + ": " + host);
      }
    }
    Map<List<String>, Integer> codes =
        Map.of(
            List.of("host"), 125,
            List.of("host", "x.snap"), 125,
            List.of("inspect"), 2,
            List.of("embalm"), 2,
            List.of("--version"), 0);
    for (Map.Entry<List<String>, Integer> code : codes.entrySet()) {
      try (Program command = world.stillframe(code.getKey())) {
        assertEquals(code.getValue(), command.exitCode(), () -> code.getKey() + ": " + command);
      }
    }
  }

  @Test
  void aSecondHostIsRefused() throws Exception {
    try (Program first = world.shell(NO_OPTIONS, "echo ready; read _")) {
      Await.until("the client runs", () -> first.out().contains("ready"));
      try (Program second = world.shell(NO_OPTIONS, "echo never")) {
        assertEquals(125, second.exitCode(), second::toString);
        assertTrue(second.err().contains("in use by another host"), second::toString);
        assertEquals("", second.out());
      }
      first.endInput();
      assertEquals(1, first.exitCode(), first::toString);
    }
  }

  @Test
  void anInheritedDescriptorBecomesTheMemory() throws Exception {
    Path memory = directory.resolve("passed");
    Images.publish(world.snapshot(), 1, 3);
    Files.write(memory, new byte[40_000]);
    try (Program host = passing(memory, "1", "SHM_SHARED_FD", "test -s /proc/self/fd/3")) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("restored to /proc/self/fd/3"), host::toString);
    }
    assertEquals(40_000, Files.size(memory), "it is neither truncated nor removed");
    Inspection restored = Inspection.of(memory);
    assertEquals(30, restored.newest().end());
    assertEquals("none", restored.seal().state());
    // Newer than the snapshot, it is kept and captured.
    Files.write(memory, Images.memory(1, 5));
    try (Program host = passing(memory, "1", "SHM_SHARED_FD", "test -z \"$STILLFRAME_MEMORY\"")) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("goes on with the memory"), host::toString);
    }
    assertEquals(50, Inspection.of(world.snapshot()).newest().end());
  }

  @Test
  void otherInheritedDescriptorsAreRefused() throws Exception {
    Path memory = Files.createFile(directory.resolve("passed"));
    for (String names : List.of("SHM_SHARED_FD:http", "http")) {
      String count = Integer.toString(names.split(":").length);
      try (Program host = passing(memory, count, names, "true")) {
        assertEquals(125, host.exitCode(), host::toString);
        assertTrue(host.err().contains("only one descriptor"), host::toString);
      }
    }
  }

  /** Starts a host with a file as descriptor 3, and the same as 4. */
  private Program passing(Path memory, String count, String names, String script) throws Exception {
    String hand =
        "exec 3<>\"$1\" 4<>\"$1\"; shift; LISTEN_FDS=$1 LISTEN_FDNAMES=$2 LISTEN_PID=$$;"
            + " export LISTEN_FDS LISTEN_FDNAMES LISTEN_PID; shift 2; exec \"$@\"";
    return world.stillframeBehind(
        List.of("/bin/sh", "-c", hand, "sh", memory.toString(), count, names),
        List.of("host", world.snapshot().toString(), "--", "/bin/sh", "-c", script));
  }
}
