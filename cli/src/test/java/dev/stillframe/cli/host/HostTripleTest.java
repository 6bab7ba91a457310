package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.inspect.TripleInspection;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.EventTable;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.triple.TripleContents;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped host over a triple buffer and the shipped example, as processes. The example checks
 * at each start that it finds every event which it acknowledged, and each once.
 */
final class HostTripleTest {
  private static final List<String> TRIPLE =
      List.of("--capture", "triple", "--interval", "5ms", "--size", "64K", "--stats");

  /** More events than three buffers hold. */
  private static final long MANY = 10_000;

  @TempDir Path directory;
  private HostWorld world;
  private Path journal;
  private ProcessHandle orphan;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
    journal = JournalReader.file(world.snapshot());
  }

  @AfterEach
  void killOrphan() {
    if (orphan != null) {
      orphan.destroyForcibly();
    }
  }

  private long acknowledged() throws IOException {
    return Acknowledged.open(world.acknowledged()).get();
  }

  private void awaitEvents(long count) throws Exception {
    long wanted = acknowledged() + count;
    Await.until(wanted + " events", () -> acknowledged() >= wanted);
  }

  /** How many events are persisted; each is checked. */
  private long persisted() throws IOException {
    EventTable table = new EventTable();
    try (JournalReader reader = JournalReader.openFile(journal)) {
      reader.forEachRemaining(table::apply);
    } catch (NoSuchFileException e) {
      return 0;
    }
    table.verify();
    return table.events();
  }

  private void assertGoesOn() throws Exception {
    String last = Long.toString(acknowledged() + 5);
    try (Program host = world.host(TRIPLE, world.eventCounter(last))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after " + last), host.out());
    }
    assertEquals(Long.parseLong(last), persisted());
    assertEquals(Optional.empty(), world.memory());
  }

  /** The header says so, and the next host copies the journal for that. */
  @Test
  void syncsAreForEachBatchOrAtTheEnd() throws Exception {
    List<List<String>> options = List.of(List.of(), List.of("--sync", "end"));
    for (int word = 0; word < options.size(); word++) {
      List<String> all = new ArrayList<>(TRIPLE);
      all.addAll(options.get(word));
      try (Program host = world.host(all, List.of("true"))) {
        assertEquals(0, host.exitCode(), host::toString);
      }
      assertEquals(word, Files.readAllBytes(journal)[48]);
    }
  }

  @Test
  void theStateOfAClientThatEndsIsInTheJournalAndIsFoundThere() throws Exception {
    try (Program host = world.host(TRIPLE, world.eventCounter("500"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after 500"), host::toString);
      assertTrue(host.err().contains("starts afresh"), host::toString);
      assertTrue(host.err().contains("stats: batches="), host::toString);
    }
    assertEquals(500, persisted());
    assertEquals(Optional.empty(), world.memory());
    try (Program host = world.host(TRIPLE, world.eventCounter("600"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after 500"), host.out());
      assertTrue(host.err().contains("goes on after record "), host.err());
    }
    assertEquals(600, persisted());
  }

  @Test
  void whatNoRoundHasTakenIsTakenWhenTheClientHasEnded() throws Exception {
    List<String> seldom = List.of("--capture", "triple", "--interval", "60m", "--sync", "end");
    try (Program host = world.host(seldom, world.eventCounter("500"))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertEquals(500, persisted());
    assertEquals(Optional.empty(), world.memory());
  }

  @Test
  void aKilledClientLosesNothing() throws Exception {
    try (Program host = world.host(TRIPLE, world.eventCounter())) {
      awaitEvents(MANY);
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertTrue(persisted() >= acknowledged());
    assertGoesOn();
  }

  @Test
  void aKilledHostLeavesItsClientToTheNextHost() throws Exception {
    leaveAnOrphan();
    awaitEvents(MANY);
    long before = persisted();
    try (Program host = world.host(TRIPLE, List.of("true"))) {
      host.awaitErr("captures for a client");
      Await.until("the journal grows", () -> persisted() > before);
      orphan.destroyForcibly();
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertTrue(persisted() >= acknowledged());
    assertGoesOn();
  }

  /** It has committed what no host has taken, and what one has made durable. */
  private void leaveAnOrphan() throws Exception {
    try (Program host = world.host(TRIPLE, world.eventCounter())) {
      awaitEvents(MANY);
      Await.until("a durable record", () -> durableInMemory() > 0);
      orphan = host.child();
      host.kill();
    }
  }

  private long durableInMemory() throws IOException {
    try (FileChannel channel = FileChannel.open(world.memory().orElseThrow())) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      return TripleContents.of(words).durable();
    }
  }

  @Test
  void bothKilledLeaveTheirRecordsInMemory() throws Exception {
    leaveAnOrphan();
    orphan.destroyForcibly();
    assertTrue(world.memory().isPresent());
    assertGoesOn();
  }

  @Test
  void aSignalEndsAHostWithoutAClientOfItsOwnAndTheOtherGoesOn() throws Exception {
    leaveAnOrphan();
    try (Program host = world.host(TRIPLE, List.of("echo", "started"))) {
      host.awaitErr("captures for a client");
      host.signal("TERM");
      assertEquals(128 + 15, host.exitCode(), host::toString);
      assertEquals("", host.out());
    }
    awaitEvents(MANY);
    orphan.destroyForcibly();
    assertGoesOn();
  }

  /** Nothing is taken from a client that counts on what is lost; its next base makes up for it. */
  @Test
  void aJournalThatIsLostUnderAClientIsMadeUpForByItsBase() throws Exception {
    leaveAnOrphan();
    Files.delete(journal);
    try (Program host = world.host(TRIPLE, List.of("echo", "started"))) {
      host.awaitErr("nothing can be taken out of the memory");
      awaitEvents(MANY);
      assertTrue(orphan.isAlive());
      host.signal("TERM");
      assertEquals(128 + 15, host.exitCode(), host::toString);
    }
    assertEquals(0, persisted());
    orphan.destroyForcibly();
    assertGoesOn();
  }

  /** It costs the client nothing but refusals: its bases replace what nobody takes. */
  @Test
  void aHostThatIsStoppedCostsNothingButRefusals() throws Exception {
    try (Program host = world.host(TRIPLE, world.eventCounter())) {
      awaitEvents(MANY);
      host.signal("STOP");
      // Far more than the buffers hold.
      awaitEvents(100 * MANY);
      long before = persisted();
      assertTrue(
          before < acknowledged(), () -> before + " are persisted by a host that is stopped");
      host.signal("CONT");
      Await.until("the journal grows", () -> persisted() > before);
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertTrue(persisted() >= acknowledged());
    assertGoesOn();
  }

  @Test
  void aHostileControlWordIsReportedAndTheJournalStaysAsItIs() throws Exception {
    try (Program host = world.host(TRIPLE, world.eventCounter("500"))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    byte[] before = Files.readAllBytes(journal);
    String scribble =
        "printf '\\377\\377\\377\\377\\377\\377\\377\\377' | "
            + "dd of=\"$STILLFRAME_MEMORY\" bs=1 seek=4096 conv=notrunc 2>/dev/null; read _; exit 3";
    try (Program host = world.shell(TRIPLE, scribble)) {
      host.awaitErr("control word ffffffffffffffff is none that a client and a host can make");
      assertTrue(host.isAlive());
      host.endInput();
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("the memory is put aside as"), host::toString);
      assertEquals(1, host.err().split("control word", -1).length - 1, host::toString);
    }
    assertArrayEquals(before, Files.readAllBytes(journal));
    assertTrue(JournalContents.of(journal).lastLost().isEmpty());
    assertGoesOn();
  }

  @Test
  void theClientFindsTheJournalInItsEnvironment() throws Exception {
    String script =
        "test \"$STILLFRAME_JOURNAL\" = \"$1.journal\" && test -s \"$STILLFRAME_JOURNAL\""
            + " && test \"$(stat -c %a \"$STILLFRAME_JOURNAL\")\" = 600"
            + " && test \"$(stat -c %a \"$STILLFRAME_MEMORY\")\" = 600 && echo all well";
    try (Program host = world.shell(TRIPLE, script)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertEquals("all well", host.out().strip());
    }
  }

  @Test
  void otherHostsHandOnNoJournal() throws Exception {
    List<String> behind =
        List.of("/bin/sh", "-c", "export STILLFRAME_JOURNAL=/other; exec \"$@\"", "sh");
    List<String> host =
        List.of("host", world.snapshot().toString(), "--", "sh", "-c", "echo $STILLFRAME_JOURNAL.");
    try (Program program = world.stillframeBehind(behind, host)) {
      assertEquals(0, program.exitCode(), program::toString);
      assertEquals(".", program.out().strip());
    }
    assertFalse(Files.exists(journal));
  }

  /** It stays when the client has ended, with all that it held in the journal. */
  @Test
  void anInheritedDescriptorBecomesTheMemory() throws Exception {
    Path memory = Files.write(directory.resolve("passed"), new byte[100_000]);
    for (String last : List.of("500", "600")) {
      try (Program host = passing(memory, last)) {
        assertEquals(0, host.exitCode(), host::toString);
        assertTrue(host.out().contains("ends after " + last), host::toString);
        String found = last.equals("500") ? "starts afresh in" : "goes on with the memory";
        assertTrue(host.err().contains(found + " /proc/self/fd/3"), host::toString);
      }
      assertEquals(Long.parseLong(last), persisted());
    }
    assertEquals(100_000, Files.size(memory), "it is neither truncated nor removed");
    TripleInspection left = TripleInspection.of(memory);
    assertEquals(left.newest(), left.durable());
  }

  private Program passing(Path memory, String last) throws Exception {
    String hand =
        "exec 3<>\"$1\"; shift; LISTEN_FDS=1 LISTEN_FDNAMES=SHM_SHARED_FD LISTEN_PID=$$;"
            + " export LISTEN_FDS LISTEN_FDNAMES LISTEN_PID; exec \"$@\"";
    List<String> host = new ArrayList<>(List.of("host"));
    host.addAll(TRIPLE);
    host.addAll(List.of(world.snapshot().toString(), "--"));
    host.addAll(world.eventCounter(last));
    return world.stillframeBehind(List.of("/bin/sh", "-c", hand, "sh", memory.toString()), host);
  }
}
