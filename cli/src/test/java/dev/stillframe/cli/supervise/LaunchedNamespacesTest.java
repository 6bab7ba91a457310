package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a namespace of processes, where it is process 1. */
final class LaunchedNamespacesTest {
  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void setUp() throws Exception {
    launcher = new Launcher(directory.resolve("a b:c"));
  }

  private Program start(List<String> prefix, String script) throws Exception {
    return launcher.start(directory, prefix, Map.of(), List.of("/bin/sh", "-c", script));
  }

  private void assumeNamespaces() throws Exception {
    boolean isAble =
        new ProcessBuilder("/usr/bin/unshare", "-p", "-f", "true").start().waitFor() == 0;
    assumeTrue(isAble, "no PID namespaces here: run as root, with util-linux");
  }

  @Test
  void asProcess1ItReapsWhatOthersLeave() throws Exception {
    assumeNamespaces();
    String orphan =
        "(sh -c 'sleep 0.01 & echo $! >'\"$1\"); until test -s \"$1\"; do :; done; p=$(cat \"$1\");"
            + " while test -e /proc/$p; do :; done; echo reaped";
    Path pid = directory.resolve("orphan");
    try (Program host =
        launcher.start(
            directory,
            List.of("/usr/bin/unshare", "-p", "-f", "--mount-proc"),
            Map.of(),
            List.of("/bin/sh", "-c", orphan, "sh", pid.toString()))) {
      Await.until(host + " prints reaped", () -> !host.isAlive() || host.out().contains("reaped"));
      assertTrue(host.out().contains("reaped"), host::toString);
      assertEquals(0, host.exitCode(), host::toString);
    }
  }

  /** There the numbers of processes are others than those that /proc has. */
  @Test
  void inANamespaceWithAnotherProcTheMemoryIsTheRightFile() throws Exception {
    assumeNamespaces();
    String look = "test /proc/self/fd/3 -ef \"$STILLFRAME_MEMORY\" && test $LISTEN_PID = $$";
    try (Program host = start(List.of("/usr/bin/unshare", "-p", "-f"), look)) {
      assertEquals(0, host.exitCode(), host::toString);
    }
  }

  @Test
  void asProcess1ItHandsOnSignalsAndItsCodeIsTheCommands() throws Exception {
    assumeNamespaces();
    List<String> prefix = List.of("/usr/bin/unshare", "-p", "-f", "--mount-proc");
    String told =
        "trap 'exit 7' USR2; test $PPID = 1 && kill -s USR2 1; while :; do sleep 0.01; done";
    try (Program host = start(prefix, told)) {
      assertEquals(7, host.exitCode(), host::toString);
    }
    try (Program host = start(prefix, "kill -s KILL $$")) {
      assertEquals(128 + 9, host.exitCode(), host::toString);
    }
  }

  /** As process 1 the launcher also waits for what was never its own child. */
  @Test
  void asProcess1ItDoesNotTakeAnOrphansEndForTheCommands() throws Exception {
    assumeNamespaces();
    String orphans =
        "for i in 1 2 3 4 5; do (sh -c 'exit 9' & echo $! >>orphans); done;"
            + " for p in $(cat orphans); do while [ -e /proc/$p ]; do :; done; done; exit 4";
    List<String> prefix = List.of("/usr/bin/unshare", "-p", "-f", "--mount-proc");
    try (Program host = start(prefix, orphans)) {
      assertEquals(4, host.exitCode(), host::toString);
      assertFalse(Pattern.compile("\\b125\\b").matcher(host.err()).find(), host::toString);
    }
  }
}
