package dev.stillframe.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.cli.inspect.Inspection;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.TwinReader;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped host over a twin store: killed, restarted, and beside readers. */
final class HostTwinTest {
  private static final List<String> TWIN = List.of("--store", "twin", "--interval", "2ms");
  private static final int KILLS = 5;

  @TempDir Path directory;
  private HostWorld world;

  @BeforeEach
  void setUp() throws Exception {
    world = new HostWorld(directory);
  }

  private Path image(int number) {
    return TwinStore.images(world.snapshot()).get(number);
  }

  private long acknowledged() throws IOException {
    return Acknowledged.open(world.acknowledged()).get();
  }

  private boolean canBeRestored() throws IOException {
    return Files.exists(image(0))
        && (Inspection.of(image(0)).restorable() || Inspection.of(image(1)).restorable());
  }

  private void awaitCommits(long count) throws Exception {
    Await.until(count + " commits", () -> acknowledged() > count);
  }

  private void assertGoesOn() throws Exception {
    String last = Long.toString(acknowledged() + 5);
    try (Program host = world.host(TWIN, world.records("24", "32000", last))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("ends after " + last), host.out());
    }
  }

  @Test
  void theStateOfAClientThatEndsIsOnDiskAndIsRestored() throws Exception {
    try (Program host = world.host(TWIN, world.records("24", "32000", "500"))) {
      assertEquals(0, host.exitCode(), host::toString);
    }
    assertTrue(world.memory().isEmpty());
    assertFalse(Files.exists(world.snapshot()));
    try (Program host = world.host(TWIN, world.records("24", "32000", "600"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after 500"), host.out());
      assertTrue(host.err().contains("taken: "), host.err());
    }
  }

  @Test
  void hostAndClientAreKilledAgainAndAgainAndNothingIsLost() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      long before = Files.exists(world.acknowledged()) ? acknowledged() : 0;
      try (Program host = world.host(TWIN, world.records())) {
        awaitCommits(before + 200);
        // A host that is killed in its very first publication leaves nothing, and had said nothing.
        Await.until("an image", this::canBeRestored);
        ProcessHandle client = host.child();
        host.kill();
        client.destroyForcibly();
        client.onExit().get();
      }
      // What is on disk can be restored by itself: one of the two images, at least.
      assertTrue(canBeRestored());
    }
    assertGoesOn();
  }

  /** As after a restart of the machine: the memory is gone, and the newest image is restored. */
  @Test
  void withoutAMemoryTheNewestImageIsRestored() throws Exception {
    try (TwinStore store = TwinStore.open(world.snapshot())) {
      Images.publish(store, 1, 3);
      Images.publish(store, 1, 5);
    }
    try (Program host = world.host(TWIN, List.of("true"))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.err().contains("state.snap.1, generation 2"), host::toString);
      assertTrue(host.err().contains("restored to"), host::toString);
    }
    assertEquals(50, Inspection.of(image(0)).newest().end());
  }

  /**
   * A reader beside a host that publishes all the time sees states of the client, newer each time.
   */
  @Test
  void aReaderMovesWhileTheHostPublishes() throws Exception {
    try (Program host = world.host(TWIN, world.records())) {
      awaitCommits(100);
      Await.until("the lock file", () -> Files.exists(directory.resolve("state.snap.lock")));
      try (TwinReader reader = TwinReader.open(world.snapshot())) {
        Await.until("an image", () -> Files.exists(image(0)) && Files.size(image(0)) > 0);
        List<Long> ends = new ArrayList<>();
        for (int moves = 0; moves < 20; ) {
          assertTrue(host.isAlive(), host::toString);
          if (looks(reader)) {
            State state = State.of(new BufferMemory(reader.image()));
            ends.add(state.progress().orElseThrow());
            moves++;
          }
        }
        assertEquals(ends.stream().sorted().toList(), ends);
      }
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    assertGoesOn();
  }

  private static boolean looks(TwinReader reader) throws IOException {
    try {
      return reader.look();
    } catch (FormatException e) {
      assertEquals(FormatException.Reason.UNSEALED, e.reason(), e::toString);
      return false; // The first publication has not ended yet.
    }
  }

  /** The host tells of it, goes on, and writes again when the reader has gone. */
  @Test
  void aReaderThatStaysHoldsPublicationsUpAndIsNamed() throws Exception {
    List<String> client = world.records("24", "100");
    try (Program host = world.host(TWIN, client)) {
      awaitCommits(100);
      host.child().destroyForcibly();
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
    TwinReader reader = TwinReader.open(world.snapshot());
    reader.look();
    long held = reader.generation();
    try (reader;
        Program host = world.host(TWIN, client)) {
      host.awaitErr("is mapped by readers");
      assertTrue(host.isAlive(), host::toString);
      assertEquals(held, reader.generation());
      reader.close();
      host.awaitErr("snapshots are written again");
      assertTrue(host.isAlive(), host::toString);
    }
  }

  @Test
  void aStoreOfAnotherKindIsRefused() throws Exception {
    Images.publish(world.snapshot(), 1, 3);
    try (Program host = world.host(TWIN, List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("kept by the replace store"), host::toString);
    }
    Files.delete(directory.resolve("state.snap"));
    Files.delete(directory.resolve("state.snap.1"));
    try (TwinStore store = TwinStore.open(world.snapshot())) {
      Images.publish(store, 1, 3);
    }
    try (Program host = world.host(List.of(), List.of("true"))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("kept by the twin store"), host::toString);
    }
  }
}
