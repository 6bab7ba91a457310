package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.inspect.RemapInspection;
import dev.stillframe.cli.memory.Owner;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.NewerJava;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import dev.stillframe.examples.Acknowledged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped host with remap capture, where there is a JDK for it; and what it says where not. */
final class HostRemapTest {
  private static final List<String> REMAP =
      List.of("host", "--capture", "remap", "--stats", "--interval");

  private static final String SANDBOX = "dev.stillframe.remap.Sandbox";

  @TempDir static Path classes;
  private static Optional<NewerJava> java;

  /** In memory: what is protected cannot be on a disk. */
  private Path directory;

  private HostWorld world;

  @BeforeAll
  static void findJava() throws Exception {
    java = NewerJava.find(Path.of(".."), classes, "RemapRecords", "Sandbox");
  }

  @BeforeEach
  void setUp() throws Exception {
    directory = Files.createTempDirectory(Path.of("/dev/shm"), "stillframe-test-");
    world = new HostWorld(directory);
  }

  @AfterEach
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static NewerJava java() {
    assumeTrue(java.isPresent(), Need.JDK_22.missing());
    return java.get();
  }

  private Program host(List<String> options, List<String> command) throws IOException {
    return host("5ms", options, command);
  }

  private Program host(String interval, List<String> options, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(REMAP);
    all.add(interval);
    all.addAll(options);
    return world.hostBy(java().command("dev.stillframe.cli.command.Stillframe"), all, command);
  }

  private Program host(String... arguments) throws IOException {
    return host(List.of(), records(arguments));
  }

  private List<String> records(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = world.acknowledged().toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return java().command("dev.stillframe.remap.RemapRecords", all);
  }

  private long acknowledged() throws IOException {
    return Acknowledged.open(world.acknowledged()).get();
  }

  private void awaitCommits(Program host, long count) throws Exception {
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    Await.until(
        count + " transactions under " + host, () -> acknowledged.get() > count || !host.isAlive());
    assertTrue(host.isAlive(), host::toString);
  }

  /** The newest that is persisted, as each of its pages says. */
  private long persisted() throws IOException {
    Path file = world.snapshot();
    if (!Files.exists(file)) {
      return 0;
    }
    RemapInspection found = RemapInspection.of(file);
    assertTrue(found.restorable(), found::toString);
    return found.sequence() / 2;
  }

  private void assertGoesOnAfter(long number) throws Exception {
    try (Program host = host(Long.toString(number + 5))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after " + number + "\n"), host.out() + host);
    }
    assertEquals(number + 5, persisted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"replace", "twin"})
  void theStateOfAClientThatEndsIsOnDiskAndIsRestored(String store) throws Exception {
    List<String> options = List.of("--store", store);
    try (Program host = host(options, records("500"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("stats: captures="), host::toString);
    }
    assertEquals(Optional.empty(), world.memory());
    assertTrue(sockets().isEmpty(), sockets()::toString);
    try (Program host = host(options, records("600"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after 500\n"), host.out());
      assertTrue(host.err().contains("restored"), host::toString);
    }
  }

  private List<Path> sockets() throws IOException {
    try (Stream<Path> files = Files.walk(world.runtime())) {
      return files.filter(file -> file.toString().endsWith(".socket")).toList();
    }
  }

  @Test
  void whatTheClientWritesIsPersistedWhileItRuns() throws Exception {
    try (Program host = host()) {
      Await.until("snapshots", () -> persisted() > 0);
      long before = persisted();
      Await.until("newer snapshots", () -> persisted() > before);
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
  }

  @Test
  void aTransactionThatIsCutShortIsNeverPublished() throws Exception {
    Path cut = directory.resolve("cut");
    try (Program host = host(cut.toString())) {
      Await.until("a snapshot", () -> persisted() > 0);
      Files.createFile(cut);
      assertEquals(1, host.exitCode(), host::toString);
      assertTrue(host.err().contains("ended within a transaction"), host::toString);
    }
    assertEquals(Optional.empty(), world.memory());
    long last = persisted();
    assertTrue(last > 0 && last <= acknowledged(), last + " of " + acknowledged());
    assertGoesOnAfter(last);
  }

  @Test
  void aKilledHostLeavesItsClientToTheNextHost() throws Exception {
    ProcessHandle client;
    try (Program host = host()) {
      awaitCommits(host, 100);
      client = host.child();
      host.kill();
    }
    assertTrue(client.isAlive());
    try (Program host = host(List.of(), List.of("true"))) {
      host.awaitErr("captures for a client");
      long before = Math.max(persisted(), acknowledged());
      Await.until("a snapshot by the next host", () -> persisted() > before);
      client.destroyForcibly();
      assertEquals(0, host.exitCode(), host::toString);
    }
  }

  /** What the other host's client has left is prepared again for this host's own. */
  @Test
  void aClientOfAnotherHostThatIsCutShortIsSetBack() throws Exception {
    ProcessHandle client;
    Path cut = directory.resolve("cut");
    try (Program host = host(cut.toString())) {
      Await.until("a snapshot", () -> persisted() > 0);
      client = host.child();
      host.kill();
    }
    try (Program host = host("1")) {
      host.awaitErr("captures for a client");
      Files.createFile(cut);
      client.onExit().get();
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("holds part of a transaction"), host::toString);
      assertTrue(host.out().contains("goes on after "), host.out());
    }
    assertTrue(persisted() > 0);
  }

  @Test
  void bothKilledLeaveTheStateInMemory() throws Exception {
    try (Program host = host("300")) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    try (Program host = host("60m", List.of(), records())) {
      awaitCommits(host, 1_000);
      ProcessHandle client = host.child();
      Program.signal(client.pid(), "STOP");
      host.kill();
      client.destroyForcibly();
      client.onExit().get();
    }
    Path memory = world.memory().orElseThrow();
    RemapInspection left = RemapInspection.of(memory);
    assertEquals(left.restorable(), left.sequence() % 2 == 0, left::toString);
    assertGoesOnAfter(left.restorable() ? left.sequence() / 2 : 300);
  }

  @Test
  void aSnapshotOfAnotherKindIsRefused() throws Exception {
    try (Program host = host("5")) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    try (Program host = world.host(List.of(), List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("There is nothing to go on with"), host::toString);
    }
  }

  @Test
  void aMemoryOnADiskIsRefused(@TempDir Path disk) throws Exception {
    HostWorld onDisk = new HostWorld(disk);
    List<String> program = java().command("dev.stillframe.cli.command.Stillframe");
    try (Program host =
        onDisk.hostBy(program, List.of("host", "--capture", "remap"), records("5"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("needs a memory in a tmpfs"), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
  }

  /** One sentence that names what the kernel lacks, or does not allow. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "323 | 38 | remap capture needs userfaultfd of the kernel",
        "323 | 1  | remap capture may not use userfaultfd",
        "438 | 1  | the host may not take the client's descriptor",
        "324 | 38 | remap capture needs membarrier of the kernel"
      })
  void withoutWhatItNeedsOfTheKernelItSaysSo(String call, String error, String said)
      throws Exception {
    List<String> program =
        java().command(SANDBOX, call, error, "-", "dev.stillframe.cli.command.Stillframe");
    try (Program host =
        world.hostBy(program, List.of("host", "--capture", "remap"), List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains(said), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
    }
  }

  /** The longest that the system takes works, and one byte more is told before anything begins. */
  @ParameterizedTest
  @ValueSource(ints = {106, 107})
  void aSocketWhosePathIsTooLongIsRefused(int bytes) throws Exception {
    String rest = "/runtime/stillframe-" + Owner.current() + "/state.snap-0123456789abcdef.socket";
    int name = bytes - rest.length() - directory.toString().length() - 1;
    world = new HostWorld(directory.resolve("d".repeat(name)));
    try (Program host = host("5")) {
      assertEquals(bytes == 106 ? 0 : 125, host.exitCode(), host::toString);
      assertEquals(bytes == 106, Files.exists(world.snapshot()), host::toString);
      if (bytes == 107) {
        assertTrue(host.err().contains("set XDG_RUNTIME_DIR"), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
      }
    }
  }

  /** One sentence, before anything is locked or written. */
  @Test
  void withoutTheJavaOrTheJarForItItSaysSo() throws Exception {
    try (Program host = world.host(List.of("--capture", "remap"), List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      int feature = Runtime.version().feature();
      String said =
          feature < 22
              ? "--capture remap needs Java 22 or newer, and this is Java " + feature
              : "--capture remap needs stillframe-remap.jar";
      assertTrue(host.err().contains(said), host::toString);
      assertEquals(1, host.err().lines().count(), host::toString);
      assertFalse(Files.exists(directory.resolve("state.snap.lock")), host::toString);
    }
  }
}
