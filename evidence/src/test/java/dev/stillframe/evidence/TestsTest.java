package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestsTest {
  private static final String PASSED = "";
  private static final String FAILED = "<failure message='expected: 1&#10;but was: 2' type='E'/>";
  private static final String BROKEN = "<error type='E'>no such thing\n  at place</error>";

  @TempDir Path root;

  private static String skipped(String why) {
    return "<skipped type='E'>org.opentest4j.TestAbortedException: Assumption failed: "
        + why
        + "\n\tat some.SomeTest</skipped>";
  }

  private void report(String module, String... outcomes) throws IOException {
    StringBuilder xml = new StringBuilder("<testsuite>");
    for (int i = 0; i < outcomes.length; i++) {
      xml.append("<testcase classname='some.SomeTest' name='t").append(i).append("'>");
      xml.append(outcomes[i]).append("</testcase>");
    }
    Path directory = root.resolve(module).resolve("target/surefire-reports");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("TEST-some.SomeTest.xml"), xml + "</testsuite>");
  }

  private void assertEnds(int exitCode, List<String> log, int maven, String... lines)
      throws IOException {
    Tests tests = new Tests(root, log, maven);
    assertEquals(
        String.join("\n", Arrays.asList(lines)) + "\nexit code " + exitCode,
        String.join("\n", tests.lines()));
    assertEquals(exitCode, tests.exitCode());
  }

  @Test
  void allPassed() throws IOException {
    report("impl", PASSED, PASSED);
    report("cli", PASSED);
    assertEnds(0, List.of("[INFO] BUILD SUCCESS"), 0, "3 tests: 3 passed, 0 failed, 0 skipped");
  }

  /** Maven is told to go on behind a test that failed, and ends well. */
  @Test
  void whatFailedIsNamed() throws IOException {
    report("impl", PASSED, FAILED);
    report("cli", BROKEN);
    assertEnds(
        1,
        List.of("[ERROR] SomeTest.t1"),
        0,
        "3 tests: 1 passed, 2 failed, 0 skipped",
        "failed: some.SomeTest.t0: no such thing",
        "failed: some.SomeTest.t1: expected: 1");
  }

  @Test
  void whatIsSkippedIsCountedByWhatIsMissing() throws IOException {
    String strace = skipped(Need.STRACE.missing());
    report("impl", strace, PASSED, strace, skipped(Need.UTF_8.missing()), skipped("no kernel"));
    assertEnds(
        0,
        List.of(),
        0,
        "5 tests: 1 passed, 0 failed, 4 skipped",
        "4 skipped: strace 2, UTF-8 locale 1, for other reasons 1; apt install strace; export"
            + " LC_ALL=C.UTF-8",
        "  1 skipped: no kernel");
  }

  @Test
  void modulesThatMavenDidNotComeToAreNamed() throws IOException {
    report("impl", PASSED);
    assertEnds(
        2,
        List.of(
            "[INFO] Stillframe: library ..... SUCCESS [  1.000 s]",
            "[INFO] Stillframe: cli ......... FAILURE [  1.000 s]",
            "[INFO] Stillframe: model-tests . SKIPPED"),
        1,
        "1 tests: 1 passed, 0 failed, 0 skipped",
        "could not run: Stillframe: cli (it failed)",
        "could not run: Stillframe: model-tests (a module that it needs failed)",
        "could not run: Maven ended with exit code 1");
  }

  /** Maven ends well then too, and the tests that were not run have no report. */
  @Test
  void aVirtualMachineThatDiesIsSeen() throws IOException {
    report("impl", PASSED);
    String dead = "[ERROR] The forked VM terminated without saying properly goodbye.";
    assertEnds(
        2, List.of(dead), 0, "1 tests: 1 passed, 0 failed, 0 skipped", "could not run: " + dead);
    assertEnds(
        2,
        List.of("[ERROR] what nobody has seen yet"),
        0,
        "1 tests: 1 passed, 0 failed, 0 skipped",
        "could not run: Maven reports an error, and no test says why");
  }

  @Test
  void noTestAtAllIsTwo() throws IOException {
    report("impl", skipped("no kernel"));
    assertEnds(
        2,
        List.of(),
        0,
        "1 tests: 0 passed, 0 failed, 1 skipped",
        "could not run: no test was executed",
        "1 skipped: for other reasons 1",
        "  1 skipped: no kernel");
  }
}
