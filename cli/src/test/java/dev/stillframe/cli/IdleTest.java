package dev.stillframe.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host costs whose client does nothing. */
final class IdleTest {
  private static final Duration WINDOW = Duration.ofSeconds(4);

  /** The first windows may hold the rest of the start, and what other tests do to the machine. */
  private static final int WINDOWS = 4;

  @TempDir Path directory;

  @Test
  void aHostUsesUnderOnePerCentOfAProcessor() throws Exception {
    HostWorld world = new HostWorld(directory);
    Path state = Files.write(directory.resolve("state"), Images.memory(1, 5));
    Memories.identify(world.snapshot());
    try (Program host = world.shell(List.of(), "cat '" + state + "' >&3; read _")) {
      Await.until("the state is captured", () -> Files.exists(world.snapshot()));
      assertIdle(host);
    }
  }

  @Test
  void soDoesOneOfATripleBuffer() throws Exception {
    HostWorld world = new HostWorld(directory);
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; read _", "sh"));
    command.addAll(world.eventCounter("500"));
    try (Program host = world.host(List.of("--capture", "triple"), command)) {
      Await.until("the client is idle", () -> host.out().contains("ends after 500"));
      assertIdle(host);
    }
  }

  private static void assertIdle(Program host) throws Exception {
    long least = Long.MAX_VALUE;
    for (int window = 0; window < WINDOWS && least > WINDOW.toMillis() / 100; window++) {
      long before = cpuMillis(host);
      assertFalse(host.hasEndedAfter(WINDOW), host::toString);
      least = Math.min(least, cpuMillis(host) - before);
    }
    System.out.println("idle host: " + least + " ms of processor time in " + WINDOW);
    assertTrue(least <= WINDOW.toMillis() / 100, least + " ms in each window of " + WINDOW);
  }

  private static long cpuMillis(Program program) {
    ProcessHandle process = ProcessHandle.of(program.pid()).orElseThrow();
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }
}
