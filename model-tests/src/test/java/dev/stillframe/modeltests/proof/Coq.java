package dev.stillframe.modeltests.proof;

import dev.stillframe.modeltests.LimitedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Coq over the theorems of the arithmetic. */
final class Coq {
  private static final long SECONDS = 300;
  private static final String CLOSED = "Closed under the global context";

  private Coq() {}

  /** Returns how many theorems Coq has accepted, each of which stands on no axiom. */
  static long prove(Path directory, ProofText text, String proofs)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path file = directory.resolve("QueueRing.v");
    Files.writeString(file, CoqStatements.of(text, proofs));
    Path printed = directory.resolve("coq.txt");
    OptionalInt code =
        LimitedProcess.run(
            List.of("coqc", file.toString()), directory.toAbsolutePath(), printed, SECONDS);
    String output = Files.readString(printed);
    if (code.isEmpty()) {
      return 0;
    }
    if (code.getAsInt() != 0) {
      throw new IllegalStateException(output);
    }
    return output.lines().filter(CLOSED::equals).count();
  }
}
