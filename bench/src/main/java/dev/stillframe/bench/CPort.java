package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The C port, built where there is a compiler. */
final class CPort {
  private CPort() {}

  /** Builds it, and says so where it cannot be built. */
  static Optional<Path> build(Path target) throws IOException, InterruptedException {
    Path sources = Checkout.root().resolve("conformance/ports/c");
    Path port = target.resolve("c-port");
    try {
      ProcessBuilder compiler =
          new ProcessBuilder(
              "cc", "-std=c11", "-O2", "-o", port.toString(), "port.c", "stillframe.c");
      if (compiler.directory(sources.toFile()).inheritIO().start().waitFor() == 0) {
        return Optional.of(port);
      }
    } catch (IOException e) {
      // No compiler.
    }
    System.out.println("skipped: clients in C, for they cannot be compiled here");
    return Optional.empty();
  }
}
