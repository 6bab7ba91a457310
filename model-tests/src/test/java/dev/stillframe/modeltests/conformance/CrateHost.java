package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.Records;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.store.Seal;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The host of the original crate over our client, and what each makes of the other's snapshots. */
final class CrateHost {
  private static final String CLAIM = "format";
  private static final int BACKUPS = 10;

  /** Of the memory of the Rust client: four pages. */
  private static final long RUST_SIZE = 4 * 4096;

  private final RustPort rust;
  private final Worlds worlds;

  CrateHost(RustPort rust, Worlds worlds) {
    this.rust = rust;
    this.worlds = worlds;
  }

  Checks addTo(Checks checks) {
    return checks
        .tells("shm-restore-over-java-client", CLAIM, worlds.with(this::overOurClient))
        .tells("host-restores-what-shm-restore-wrote", CLAIM, worlds.with(this::itsBackup))
        .tells("shm-restore-restores-what-host-wrote", CLAIM, worlds.with(this::ourSnapshot));
  }

  private Program shmRestore(HostWorld world, Path backup, List<String> command)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(rust.host().toString(), "--snapshot=restore-v1", backup.toString(), "--"));
    all.addAll(command);
    return Program.start(world.directory(), Map.of(), all);
  }

  /**
   * A backup of zeros. From none the crate's host gives the client an empty memory, and panics if
   * it looks before the client has sized it.
   */
  private static Path sized(Path backup, long size) throws IOException {
    return Files.write(backup, new byte[Math.toIntExact(size)]);
  }

  /**
   * The backups that it makes meanwhile may be torn, by what it does with its second look; those
   * are counted, and nothing follows from how many there are.
   */
  private Outcome overOurClient(HostWorld world) throws Exception {
    long size = Records.LAYOUT.tailAt() + Records.TAIL_BYTES;
    Path backup = sized(world.directory().resolve("backup"), size);
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    int torn = 0;
    try (Program host = shmRestore(world, backup, world.records("24", "32000"))) {
      ProcessHandle client = host.child();
      try {
        for (int i = 0; i < BACKUPS; i++) {
          awaitAnother(backup, acknowledged, host);
          torn += NumberedMemory.hasRecords(backup) ? 0 : 1;
        }
      } finally {
        client.destroyForcibly(); // If its host has died, nobody else will.
      }
      assertEquals(0, host.exitCode(), host::toString);
    }
    long newest = NumberedMemory.of(backup).requireRecords();
    long last = acknowledged.get();
    assertTrue(newest == last || newest == last + 1, () -> newest + " is left, not " + last);
    try (Program host =
        shmRestore(world, backup, world.records("24", "2000", Long.toString(newest + 100)))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after " + newest), host::toString);
    }
    assertEquals(newest + 100, NumberedMemory.of(backup).requireRecords());
    Files.copy(backup, world.snapshot());
    List<String> more = world.records("24", "2000", Long.toString(newest + 200));
    try (Program host = world.host(CrateClients.OFTEN, more)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("goes on after " + (newest + 100)), host::toString);
    }
    return new Outcome(
        BACKUPS,
        "killed, gone on, and gone on under our host; of "
            + BACKUPS
            + " backups looked at meanwhile "
            + torn
            + " were torn, which is not judged");
  }

  private static void awaitAnother(Path backup, Acknowledged acknowledged, Program host)
      throws Exception {
    long before = acknowledged.get();
    Object old = Files.getAttribute(backup, "unix:ino");
    Await.until(
        "another backup",
        () ->
            !host.isAlive()
                || acknowledged.get() > before
                    && !Files.getAttribute(backup, "unix:ino").equals(old));
    assertTrue(host.isAlive(), host::toString);
  }

  private Outcome itsBackup(HostWorld world) throws Exception {
    Path backup = sized(world.snapshot(), RUST_SIZE);
    try (Program host = shmRestore(world, backup, rust.client(500, CrateClients.REST))) {
      CrateClients.requireGoesOn(host, 0, 500);
    }
    assertEquals(500, NumberedMemory.of(world.snapshot()).requireWhole());
    try (Program host = world.host(CrateClients.OFTEN, rust.client(600, CrateClients.REST))) {
      CrateClients.requireGoesOn(host, 500, 600);
      assertTrue(host.err().contains("without a seal"), host::toString);
    }
    assertEquals(600, CrateClients.snapshot(world).requireWhole());
    return new Outcome(1, "500 commits under its host, 100 more under ours");
  }

  /**
   * Without its seal; with it the backup made of it is refused, because the seal is that of
   * another.
   */
  private Outcome ourSnapshot(HostWorld world) throws Exception {
    try (Program host = world.host(CrateClients.OFTEN, rust.client(500, CrateClients.REST))) {
      CrateClients.requireGoesOn(host, 0, 500);
    }
    byte[] sealed = Files.readAllBytes(world.snapshot());
    ByteBuffer stripped = ByteBuffer.wrap(sealed.clone()).order(ByteOrder.LITTLE_ENDIAN);
    Seal.remove(stripped);
    Path backup = Files.write(world.directory().resolve("stripped"), stripped.array());
    try (Program host = shmRestore(world, backup, rust.client(600, CrateClients.REST))) {
      CrateClients.requireGoesOn(host, 500, 600);
    }
    Found back = Snapshots.newest(backup).found().orElseThrow();
    assertEquals(600, NumberedMemory.of(Snapshots.load(back)).requireWhole());

    Path careless = Files.write(world.directory().resolve("sealed"), sealed);
    try (Program host = shmRestore(world, careless, rust.client(600, CrateClients.REST))) {
      CrateClients.requireGoesOn(host, 500, 600);
    }
    assertFalse(Snapshots.newest(careless).found().isPresent());
    return new Outcome(2, "500 commits under our host, 100 more under its own");
  }
}
