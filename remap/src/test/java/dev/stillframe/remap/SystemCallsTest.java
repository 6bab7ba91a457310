package dev.stillframe.remap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the host asks of the kernel. Runs cannot show what is lost without the barrier on a machine
 * whose interrupts drain the stores on their way.
 */
class SystemCallsTest {
  private static final Pattern CALL =
      Pattern.compile("UFFDIO_WRITEPROTECT, |MEMBARRIER_CMD_GLOBAL_EXPEDITED");

  @TempDir Path directory;

  @BeforeAll
  static void requireKernel() {
    RunsTest.requireKernel();
  }

  @Test
  void betweenProtectingAndGivingBackIsABarrier() throws Exception {
    Path calls = directory.resolve("calls");
    ProcessBuilder run = World.program(Runs.class, List.of("order", "3"));
    run.command()
        .addAll(0, List.of("strace", "-f", "-o", calls.toString(), "-e", "trace=ioctl,membarrier"));
    Process process;
    try {
      process = run.redirectError(Redirect.PIPE).redirectErrorStream(true).start();
    } catch (IOException e) {
      abort("no strace: " + e.getMessage());
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    String order =
        CALL.matcher(Files.readString(calls))
            .results()
            .map(call -> call.group().startsWith("MEMBARRIER") ? "b" : "c")
            .collect(Collectors.joining());
    // The first barrier only shows that the kernel has it. Protecting and giving back are one call.
    assertTrue(order.matches("b(cbc+)+"), order);
  }
}
