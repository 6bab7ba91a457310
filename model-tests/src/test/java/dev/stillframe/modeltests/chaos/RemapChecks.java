package dev.stillframe.modeltests.chaos;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.NewerJdk;
import dev.stillframe.modeltests.LimitedProcess;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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

  private List<String> java;
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
      List<String> command = new ArrayList<>(java);
      command.addAll(List.of("-cp", classPath, PACKAGE + "Runs", run, Long.toString(number)));
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

  private void prepare() throws IOException {
    if (java != null) {
      return;
    }
    NewerJdk jdk =
        NewerJdk.find(ROOT).orElseThrow(() -> new TestAbortedException(NewerJdk.MISSING));
    Path classes = ROOT.resolve("target/remap");
    String path = System.getProperty("java.class.path");
    jdk.compile(ROOT.resolve("remap"), List.of("Runs"), path, classes);
    classPath = classes + System.getProperty("path.separator") + path;
    java = jdk.java();
  }
}
