package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host costs whose client does nothing. */
final class IdleTest {
  private static final Duration WINDOW = Duration.ofSeconds(4);

  private static final String SWITCHES = "voluntary_ctxt_switches:";

  /** Each second. */
  private static final long MOST_WAKES = 150;

  @TempDir Path directory;

  @Test
  void aHostSleepsNearlyAlways() throws Exception {
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

  /**
   * It wakes seldom, and does not spin: neither depends on how fast the machine is. A JVM of its
   * own wakes 20 times a second.
   */
  private static void assertIdle(Program host) throws Exception {
    Map<Path, Long> before = wakes(host);
    long busyBefore = cpuMillis(host);
    assertFalse(host.hasEndedAfter(WINDOW), host::toString);
    long busy = cpuMillis(host) - busyBefore;
    long wakes = 0;
    for (Map.Entry<Path, Long> thread : wakes(host).entrySet()) {
      wakes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    String said = wakes + " times awake and " + busy + " ms of processor time in " + WINDOW;
    System.out.println("idle host: " + said);
    assertTrue(wakes <= MOST_WAKES * WINDOW.toSeconds(), said);
    assertTrue(busy <= WINDOW.toMillis() / 4, said);
  }

  /** How often each of its threads has begun to run again after it had waited. */
  private static Map<Path, Long> wakes(Program program) throws IOException {
    Map<Path, Long> wakes = new HashMap<>();
    Path threads = Path.of("/proc", Long.toString(program.pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        wakes.put(thread, wakesOf(thread));
      }
    }
    return wakes;
  }

  private static long wakesOf(Path thread) throws IOException {
    try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(SWITCHES))
          .mapToLong(line -> Long.parseLong(line.substring(SWITCHES.length()).strip()))
          .sum();
    } catch (NoSuchFileException | UncheckedIOException e) {
      return 0; // It has ended.
    }
  }

  private static long cpuMillis(Program program) {
    ProcessHandle process = ProcessHandle.of(program.pid()).orElseThrow();
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }
}
