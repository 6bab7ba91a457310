package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the original promises and is known not to keep, where no line of the judge asks for it. If
 * one of these holds some day, that is as unexpected as a new defect.
 */
final class OriginalDefects {
  private static final String CLAIM = "format";
  private static final int WRITE_OFFSET_AT = 24;

  /** The exit code of a Rust program that has panicked. */
  private static final int PANIC = 101;

  /** A host that goes on for so long goes on. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final RustPort rust;
  private final Worlds worlds;

  OriginalDefects(RustPort rust, Worlds worlds) {
    this.rust = rust;
    this.worlds = worlds;
  }

  Checks addTo(Checks checks) {
    return checks
        .fails("shm-restore-reports-a-kill", CLAIM, worlds.run(this::reportsAKill))
        .fails("shm-restore-obeys-sigterm", CLAIM, worlds.run(this::obeysSigterm))
        .fails("shm-restore-bears-a-memory-without-size", CLAIM, worlds.run(this::bearsNoSize))
        .fails("shm-restore-replaces-its-backup", CLAIM, worlds.run(this::replacesItsBackup))
        .fails("shm-restore-counts-unnamed-descriptors", CLAIM, worlds.run(this::countsUnnamed))
        .fails("crate-looks-and-writes-nothing", CLAIM, worlds.run(this::onlyReads));
  }

  private Program shmRestore(HostWorld world, String script, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(rust.host().toString()));
    command.addAll(List.of(options));
    command.add(world.directory().resolve("backup").toString());
    command.addAll(List.of("--", "/bin/sh", "-c", script));
    return Program.start(world.directory(), Map.of(), command);
  }

  /** Any other end is no answer to what is asked, and no defect that is known. */
  private static int requireOneOf(Program program, Integer... codes) throws Exception {
    int code = program.exitCode();
    if (!List.of(codes).contains(code)) {
      throw new IllegalStateException("exit code " + code + " of " + program);
    }
    return code;
  }

  private void reportsAKill(HostWorld world) throws Exception {
    try (Program host = shmRestore(world, "kill -9 $$")) {
      int code = requireOneOf(host, 0, 128 + 9);
      assertEquals(128 + 9, code, "exit code of a host whose client was killed");
    }
  }

  /** A client that ends by itself, and tells so, had no signal. */
  private void obeysSigterm(HostWorld world) throws Exception {
    try (Program host = shmRestore(world, "echo started; read _; exit 7")) {
      Await.until("a client", () -> host.out().contains("started"));
      host.signal("TERM");
      host.endInput();
      int code = requireOneOf(host, 7, 128 + 15);
      assertEquals(128 + 15, code, "exit code of a host that was told to end");
    }
  }

  /** It looks at once, whether the client has sized its memory or not. */
  private void bearsNoSize(HostWorld world) throws Exception {
    try (Program host = shmRestore(world, "read _; exit 7", "--snapshot=restore-v1")) {
      boolean hasEnded = host.hasEndedAfter(LONG_ENOUGH);
      host.endInput();
      requireOneOf(host, 7, PANIC);
      assertFalse(hasEnded, "the host has ended before its client");
    }
  }

  /** Whoever maps or reads the backup while it is written over has neither the old nor the new. */
  private void replacesItsBackup(HostWorld world) throws Exception {
    Path backup = Files.write(world.directory().resolve("backup"), new byte[4096]);
    Object before = Files.getAttribute(backup, "unix:ino");
    try (Program host = shmRestore(world, "true")) {
      requireOneOf(host, 0);
    }
    assertNotEquals(before, Files.getAttribute(backup, "unix:ino"), "inode of the last backup");
  }

  /**
   * Behind two descriptors without names the memory is the third, which is what its name must say.
   */
  private void countsUnnamed(HostWorld world) throws Exception {
    Map<String, String> two = Map.of("LISTEN_FDS", "2");
    String backup = world.directory().resolve("backup").toString();
    String tell = "echo $LISTEN_FDS $LISTEN_FDNAMES";
    List<String> command = List.of(rust.host().toString(), backup, "--", "/bin/sh", "-c", tell);
    try (Program host = Program.start(world.directory(), two, command)) {
      requireOneOf(host, 0);
      Matcher told = Pattern.compile("3 ([A-Za-z_:]+)\n").matcher(host.out());
      if (!told.matches()) {
        throw new IllegalStateException("it told its client " + host.out());
      }
      int place = List.of(told.group(1).split(":", -1)).indexOf(Handover.FD_NAME);
      assertEquals(2, place, "place of the memory's name");
    }
  }

  /** Its two looks, as its host has them, with a commit of ours in between. */
  private void onlyReads(HostWorld world) throws Exception {
    Path memory = world.directory().resolve("memory");
    try (QueueClient client = QueueClient.open(memory, QueueLayout.of(4, 64), 0)) {
      client.commit(new byte[10]);
      try (Program reader = Program.start(world.directory(), Map.of(), rust.look(memory))) {
        Await.until("its first look", () -> reader.out().contains("looked"));
        client.commit(new byte[10]);
        reader.endInput();
        requireOneOf(reader, 0);
      }
      ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(memory)).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(20, words.getLong(WRITE_OFFSET_AT), "the write offset behind two commits of 10");
    }
  }
}
