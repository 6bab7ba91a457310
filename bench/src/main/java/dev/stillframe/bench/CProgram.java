package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs in C, built where there is a compiler. */
final class CProgram {
  private CProgram() {}

  /** Builds the C port: a client in C. */
  static Optional<Path> port(Path target) throws IOException, InterruptedException {
    return build("conformance/ports/c", target.resolve("c-port"), "port.c", "stillframe.c");
  }

  /** Builds the program that has its memory copied by a child. */
  static Optional<Path> fork(Path target) throws IOException, InterruptedException {
    return build("bench/src/main/c", target.resolve("c-fork"), "fork.c");
  }

  /** Builds a program, and says so where it cannot be built. */
  private static Optional<Path> build(String directory, Path program, String... sources)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("cc", "-std=c11", "-O2", "-o", program.toString()));
    command.addAll(List.of(sources));
    ProcessBuilder compiler =
        new ProcessBuilder(command).directory(Checkout.root().resolve(directory).toFile());
    try {
      if (compiler.inheritIO().start().waitFor() == 0) {
        return Optional.of(program);
      }
    } catch (IOException e) {
      // No compiler.
    }
    System.out.printf(Locale.ROOT, "skipped: %s, for it cannot be compiled here%n", directory);
    return Optional.empty();
  }
}
