package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped host over the shipped example, as processes. */
final class HostTest {
  private static final List<String> OFTEN = List.of("--interval", "5ms");

  @TempDir Path directory;
  private HostWorld world;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
  }

  @Test
  void theStateOfAClientThatEndsIsOnDiskAndIsRestored() throws Exception {
    try (Program host = world.host(OFTEN, world.records("24", "32000", "500"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after 500"), host::toString);
    }
    assertEquals(Optional.empty(), world.memory());
    try (Program host = world.host(OFTEN, world.records("24", "32000", "600"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after 500"), host.out());
      assertTrue(host.err().contains("restored"), host.err());
    }
  }

  @Test
  void machinesAreToldInJson() throws Exception {
    List<String> options = List.of("--json", "--stats", "--capture", "final");
    try (Program host = world.host(options, world.records("24", "32000", "5"))) {
      assertEquals(0, host.exitCode(), host::toString);
      List<String> lines = host.err().lines().toList();
      JsonNode first = new ObjectMapper().readTree(lines.get(0));
      assertTrue(first.get("message").asText().startsWith("starts afresh"), host::toString);
      JsonNode stats = new ObjectMapper().readTree(lines.get(lines.size() - 1)).get("stats");
      assertEquals(1, stats.get("generation").asLong(), host::toString);
    }
    try (Program host = world.host(options, List.of("no-such-command"))) {
      assertEquals(127, host.exitCode(), host::toString);
      JsonNode error = new ObjectMapper().readTree(host.err());
      assertTrue(error.get("message").asText().contains("no such command"), host::toString);
    }
  }

  @Test
  void aKilledClientLosesNothing() throws Exception {
    try (Program host = world.host(OFTEN, world.records())) {
      awaitCommits(100);
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertEquals(Optional.empty(), world.memory());
    assertGoesOn();
  }

  @Test
  void aKilledHostLeavesItsClientToTheNextHost() throws Exception {
    ProcessHandle client;
    try (Program host = world.host(OFTEN, world.records())) {
      awaitCommits(100);
      client = host.child();
      host.kill();
    }
    try (Program host = world.host(OFTEN, List.of("true"))) {
      Await.until("captures", () -> host.err().contains("captures for a client"));
      long generations = generations();
      Await.until("a capture", () -> generations() > generations + 2);
      client.destroyForcibly();
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertGoesOn();
  }

  @Test
  void bothKilledLeaveTheStateInMemory() throws Exception {
    try (Program host = world.host(OFTEN, world.records())) {
      awaitCommits(100);
      ProcessHandle client = host.child();
      host.kill();
      client.destroyForcibly();
    }
    assertTrue(world.memory().isPresent());
    assertGoesOn();
  }

  private void awaitCommits(long count) throws Exception {
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    Await.until(count + " commits", () -> acknowledged.get() > count);
  }

  private long generations() throws Exception {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("state\\.snap\\.[0-9]+"))
          .mapToLong(name -> Long.parseLong(name.substring("state.snap.".length())))
          .max()
          .orElse(0);
    }
  }

  /** The client compares what it recovers with what it acknowledged, and fails if it is less. */
  private void assertGoesOn() throws Exception {
    long last = Acknowledged.open(world.acknowledged()).get() + 5;
    try (Program host = world.host(OFTEN, world.records("24", "32000", Long.toString(last)))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after " + last), host.out());
    }
  }
}
