package dev.stillframe.modeltests.conformance;

import dev.stillframe.evidence.Need;
import dev.stillframe.modeltests.LimitedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Builds the C ports in the tree. */
final class CPorts {
  private static final int PATIENCE = 120;

  private CPorts() {}

  /** Why nothing can be built here; null if it can. */
  static String missing() throws IOException, InterruptedException {
    if (Need.CC.find().isEmpty()) {
      return Need.CC.missing();
    }
    if (run(List.of("cc", "--version")).code() != 0) {
      return "cc does not run";
    }
    // The compiler of some distributions comes without the headers of the C library.
    Path program = Files.createTempFile("stillframe-conformance-", ".c");
    try {
      Files.writeString(program, "#include <stdio.h>\n");
      List<String> check = List.of("cc", "-fsyntax-only", program.toString());
      return run(check).code() == 0 ? null : Need.C_LIBRARY.missing();
    } finally {
      Files.delete(program);
    }
  }

  /** What a program printed, and its exit code; -1 if it had to be killed. */
  record Ended(int code, String output) {}

  static Ended run(List<String> command) throws IOException, InterruptedException {
    return run(command, PATIENCE);
  }

  static Ended run(List<String> command, long seconds) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("stillframe-conformance-", ".out");
    try {
      OptionalInt code =
          LimitedProcess.run(command, Path.of("").toAbsolutePath(), printed, seconds);
      return new Ended(code.orElse(-1), Files.readString(printed));
    } finally {
      Files.delete(printed);
    }
  }

  /** Leaves a program for each port in a directory; throws with what the compiler said. */
  static void build(Path root, Path out, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("conformance/ports/c/build").toString());
    command.add(out.toString());
    command.addAll(List.of(flags));
    Ended ended = run(command);
    if (ended.code() != 0) {
      throw new IOException("the C ports cannot be built: " + ended.output());
    }
  }
}
