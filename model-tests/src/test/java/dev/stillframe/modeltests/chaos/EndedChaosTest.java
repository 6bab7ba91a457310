package dev.stillframe.modeltests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody ends a run that takes too long. */
final class EndedChaosTest {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @TempDir Path directory;

  @Test
  void leavesNoProcess() throws Exception {
    HostWorld world = new HostWorld(directory);
    Clients clients = new Clients(world.snapshot());
    List<String> command =
        Program.java(EndlessChaos.class.getName(), List.of(world.directory().toString()));
    try (Program chaos = Program.start(directory, Map.of(), command)) {
      Await.until("a client works for " + chaos, () -> !clients.alive().isEmpty());
      List<ProcessHandle> started = ProcessHandle.of(chaos.pid()).get().descendants().toList();
      chaos.signal("TERM");
      assertEquals(ENDED_BY_SIGTERM, chaos.exitCode(), chaos::toString);
      Await.until(
          "all are gone",
          () -> started.stream().noneMatch(ProcessHandle::isAlive) && clients.alive().isEmpty());
    } finally {
      clients.kill();
    }
  }
}
