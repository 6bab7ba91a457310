package dev.stillframe.modeltests.chaos;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.LimitedProcess;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Remap capture needs a newer JDK than this one may be: its classes and its runs are compiled and
 * run by one that {@code bin/newer-jdk} finds, if there is one and the kernel has what it takes.
 */
final class RemapChecks {
  private static final Path ROOT = Checkout.root();
  private static final String PACKAGE = "dev.stillframe.remap.";
  private static final long SECONDS = 1_800;

  /** What has no protection is torn within a few images; so many would be a miss. */
  private static final long IMAGES_OF_A_TWIN = 100_000;

  /** At least those of a snapshot of such a writer's memory. */
  private static final long STEPS = 67;

  private String java;
  private String classPath;

  /** Images of a writer that goes over 64 pages in order. */
  static long images() {
    return isQuick() ? 2_000 : 50_000;
  }

  /** Images of any other writer. */
  static long fewer() {
    return isQuick() ? 500 : 5_000;
  }

  private static boolean isQuick() {
    return System.getProperty("tier", "quick").equals("quick");
  }

  /** SIGKILL at some steps of a snapshot, or at each of them. */
  Outcome kills(String run) throws IOException, InterruptedException {
    return holds("R3", run, isQuick() ? 3 : STEPS);
  }

  Outcome breaks(String claim, String run) throws IOException, InterruptedException {
    return holds(claim, run, IMAGES_OF_A_TWIN);
  }

  /** Makes a run; exit code 1 says that the claim is broken, 2 that something is missing. */
  Outcome holds(String claim, String run, long number) throws IOException, InterruptedException {
    prepare();
    Path printed = Files.createTempFile("stillframe-remap-", ".txt");
    try {
      List<String> command =
          List.of(
              java,
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              classPath,
              PACKAGE + "Runs",
              run,
              Long.toString(number));
      OptionalInt code = LimitedProcess.run(command, ROOT, printed, SECONDS);
      // Behind what a client may have said when its host ended.
      String said = Files.readString(printed).strip().lines().reduce("", (all, last) -> last);
      return switch (code.orElse(-1)) {
        case 0 -> new Outcome(number, said);
        case 1 -> throw new BrokenClaim(claim, said);
        case 2 -> throw new TestAbortedException(said);
        default -> throw new IllegalStateException(run + " ended with " + code + ": " + said);
      };
    } finally {
      Files.delete(printed);
    }
  }

  private void prepare() throws IOException, InterruptedException {
    if (java != null) {
      return;
    }
    String home = newerJdk();
    if (home.isEmpty()) {
      throw new TestAbortedException("no JDK 22 or newer at hand: set JDK25_HOME");
    }
    Path classes = ROOT.resolve("target/remap");
    String path = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Path.of(home, "bin", "javac").toString(), "--release", "22"));
    command.addAll(List.of("-cp", path, "-d", classes.toString()));
    command.addAll(sources());
    Path printed = Files.createTempFile("stillframe-remap-", ".txt");
    try {
      OptionalInt code = LimitedProcess.run(command, ROOT, printed, SECONDS);
      if (code.orElse(-1) != 0) {
        throw new IllegalStateException("javac: " + Files.readString(printed));
      }
    } finally {
      Files.delete(printed);
    }
    classPath = classes + System.getProperty("path.separator") + path;
    java = Path.of(home, "bin", "java").toString();
  }

  private static String newerJdk() throws IOException {
    Process process = new ProcessBuilder(ROOT.resolve("bin/newer-jdk").toString()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** All but the tests of JUnit, which the programs do not need. */
  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("remap/src"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java") && !file.endsWith("Test.java"))
          .sorted()
          .toList();
    }
  }
}
