package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Clients of the original crate under our host: ended, killed, and killed together with it. */
final class CrateClients {
  static final List<String> OFTEN = List.of("--interval", "5ms", "--stats");
  private static final String CLAIM = "format";

  /** What a client does that rests now and then: a host finds a pause. */
  static final int REST = 20;

  private final RustPort rust;
  private final Worlds worlds;
  private final int kills;

  CrateClients(RustPort rust, Worlds worlds, int kills) {
    this.rust = rust;
    this.worlds = worlds;
    this.kills = kills;
  }

  Checks addTo(Checks checks) {
    return checks
        .tells("rust-client-under-host", CLAIM, worlds.with(this::clientUnderHost))
        .tells("rust-client-at-full-speed", CLAIM, worlds.with(this::clientAtFullSpeed))
        .tells("rust-client-killed", CLAIM, worlds.with(this::clientKilled))
        .tells("rust-client-and-host-killed", CLAIM, worlds.with(this::bothKilled));
  }

  /** Waits for a host of a client with an end, and for what the client says of what it found. */
  static void requireGoesOn(Program host, long found, long last) throws Exception {
    assertEquals(0, host.exitCode(), host::toString);
    assertEquals(String.format(Locale.ROOT, "found %d\nends after %d\n", found, last), host.out());
  }

  /** The newest commit in our snapshot, whose seal must hold. */
  static NumberedMemory snapshot(HostWorld world) throws IOException {
    return NumberedMemory.of(
        Snapshots.load(Snapshots.newest(world.snapshot()).found().orElseThrow()));
  }

  /** What has the name while a host may be about to give it to another file; 0 if nothing has. */
  private static long newestOnDisk(HostWorld world) throws IOException {
    return Files.exists(world.snapshot()) ? NumberedMemory.of(world.snapshot()).newest() : 0;
  }

  private Outcome clientUnderHost(HostWorld world) throws Exception {
    try (Program host = world.host(OFTEN, rust.client(2_000, REST))) {
      requireGoesOn(host, 0, 2_000);
    }
    assertEquals(2_000, snapshot(world).requireWhole());
    try (Program host = world.host(OFTEN, rust.client(2_100, REST))) {
      requireGoesOn(host, 2_000, 2_100);
    }
    assertEquals(2_100, snapshot(world).requireWhole());
    return new Outcome(2, "2,100 commits in two lives, each snapshot sealed and whole");
  }

  /** A client that never pauses may starve the host, which must say so and live. */
  private Outcome clientAtFullSpeed(HostWorld world) throws Exception {
    String told;
    long seen;
    try (Program host = world.host(OFTEN, rust.client(0, 0))) {
      Await.until(
          "a snapshot, or word of none",
          () -> Files.exists(world.snapshot()) || host.err().contains("overtakes every capture"));
      seen = newestOnDisk(world);
      host.signal("TERM");
      assertEquals(128 + 15, host.exitCode(), host::toString);
      told = host.err().substring(host.err().lastIndexOf("stats:")).strip();
    }
    long last = snapshot(world).newest();
    assertTrue(last >= seen, () -> "the snapshot ends with " + last + ", seen was " + seen);
    return new Outcome(1, told);
  }

  private Outcome clientKilled(HostWorld world) throws Exception {
    long last = 0;
    int torn = 0;
    for (int i = 0; i < kills; i++) {
      try (Program host = world.host(OFTEN, rust.client(0, REST))) {
        long before = last;
        Await.until("it goes on", () -> newestOnDisk(world) > before);
        host.child().destroyForcibly();
        assertEquals(128 + 9, host.exitCode(), host::toString);
        assertEquals("found " + before + "\n", host.out());
      }
      NumberedMemory left = snapshot(world);
      torn += left.isWhole() ? 0 : 1;
      assertTrue(left.newest() > last, () -> "it went back to " + left.newest());
      last = left.newest();
    }
    try (Program host = world.host(OFTEN, rust.client(last + 10, REST))) {
      requireGoesOn(host, last, last + 10);
    }
    return new Outcome(kills, "clients killed: " + kills + ", left with a torn entry: " + torn);
  }

  private Outcome bothKilled(HostWorld world) throws Exception {
    long last = 0;
    for (int i = 0; i < kills; i++) {
      ProcessHandle orphan;
      try (Program host = world.host(OFTEN, rust.client(0, REST))) {
        long before = last;
        Await.until("it goes on", () -> newestOnDisk(world) > before);
        orphan = host.child();
        host.kill();
      }
      orphan.destroyForcibly();
      // One that nobody has waited for yet has no program any more, and stores nothing.
      Await.until("it is gone", () -> !orphan.isAlive() || orphan.info().command().isEmpty());
      last = NumberedMemory.of(world.memory().orElseThrow()).newest();
    }
    try (Program host = world.host(OFTEN, rust.client(last + 10, REST))) {
      requireGoesOn(host, last, last + 10);
      assertTrue(host.err().contains("goes on with the memory"), host::toString);
    }
    assertEquals(last + 10, snapshot(world).requireWhole());
    return new Outcome(kills, "both killed: " + kills + ", nothing lost");
  }
}
