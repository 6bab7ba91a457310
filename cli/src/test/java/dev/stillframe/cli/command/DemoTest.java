package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.NewerJava;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make demo} runs, with the host on the tests' class path. */
final class DemoTest {
  private static final String STILLFRAME = "dev.stillframe.cli.command.Stillframe";
  private static final String SKIPPED = "== skipped: ";

  @TempDir static Path classes;
  private static Optional<NewerJava> newerJava;

  @TempDir Path directory;

  @BeforeAll
  static void findJava() throws Exception {
    newerJava = NewerJava.find(Path.of(".."), classes, "RemapPrimes", "Sandbox");
  }

  @Test
  void theDemonstrationSucceeds() throws Exception {
    List<String> client = Program.java("dev.stillframe.examples.Primes", List.of());
    try (Program demo = demo("queue", Program.java(STILLFRAME, List.of()), client)) {
      assertSucceeds(demo);
    }
  }

  @Test
  void thatOfTheTripleBufferSucceeds() throws Exception {
    List<String> client = Program.java("dev.stillframe.examples.PrimeCounter", List.of());
    try (Program demo = demo("triple", Program.java(STILLFRAME, List.of()), client)) {
      assertSucceeds(demo);
      assertTrue(demo.out().contains("demo: CAPTURE=triple"), () -> out(demo));
    }
  }

  @Test
  void thatOfRemapCaptureSucceeds() throws Exception {
    NewerJava java = newerJava();
    List<String> client = java.command("dev.stillframe.remap.RemapPrimes");
    try (Program demo = demo("remap", java.command(STILLFRAME), client)) {
      int exitCode = demo.exitCode();
      assumeFalse(exitCode == 0 && demo.out().startsWith(SKIPPED), demo.out());
      assertSucceeds(demo);
    }
  }

  /** One line that says why, and no failure. */
  @Test
  void thatOfRemapCaptureIsSkippedWhereTheKernelDoesNotHaveIt() throws Exception {
    NewerJava java = newerJava();
    String userfaultfd = "323";
    String notThere = "38";
    List<String> host =
        java.command("dev.stillframe.remap.Sandbox", userfaultfd, notThere, "-", STILLFRAME);
    List<String> client = java.command("dev.stillframe.remap.RemapPrimes");
    try (Program demo = demo("remap", host, client)) {
      assertEquals(0, demo.exitCode(), () -> demo + out(demo));
      assertTrue(demo.out().startsWith(SKIPPED), () -> out(demo));
      assertTrue(demo.out().contains("userfaultfd"), () -> out(demo));
      assertEquals(1, demo.out().lines().count(), () -> out(demo));
    }
  }

  private static NewerJava newerJava() {
    assumeTrue(newerJava.isPresent(), Need.JDK_22.missing());
    return newerJava.get();
  }

  private Program demo(String capture, List<String> host, List<String> client) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(capture));
    arguments.addAll(host);
    arguments.add("--");
    arguments.addAll(client);
    return Program.start(
        directory, Map.of(), Program.java("dev.stillframe.examples.Demo", arguments));
  }

  private static void assertSucceeds(Program demo) throws Exception {
    assertEquals(0, demo.exitCode(), () -> demo + out(demo));
    assertTrue(demo.out().contains("right, in spite of 6 kills"), () -> out(demo));
  }

  private static String out(Program program) {
    try {
      return program.out();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
