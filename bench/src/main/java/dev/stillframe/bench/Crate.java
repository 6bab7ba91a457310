package dev.stillframe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The original crate, built where cargo is and the registry can be reached or has been. */
final class Crate {
  /** Who is measured: the crate in a loop of Rust, not in this harness. */
  static final String LOOP = "crateInItsOwnLoop";

  private static final String VERSION = "0.2.3";
  private static final int ENTRIES = 64;

  /** About as long as an iteration of the others. */
  private static final long BYTES_IN_A_ROUND = 1L << 30;

  private static final long MOST_COMMITS = 1_000_000;

  private final Path out;

  private Crate(Path out) {
    this.out = out;
  }

  /** Builds it, and says so where it cannot be had. */
  static Optional<Crate> build(Path target) throws InterruptedException {
    Crate crate = new Crate(target.resolve("rust"));
    String manifest = Checkout.root().resolve("conformance/ports/rust/Cargo.toml").toString();
    try {
      if (crate.cargo("build", "--release", "--manifest-path", manifest)
          && (Files.exists(crate.host())
              || crate.cargo(
                  "install",
                  "shm-snapshot",
                  "--version",
                  "=" + VERSION,
                  "--features",
                  "shm-restore",
                  "--root",
                  crate.out.toString()))) {
        return Optional.of(crate);
      }
    } catch (IOException e) {
      // No cargo.
    }
    System.out.println("skipped: the original crate, for there is no cargo, or no registry");
    return Optional.empty();
  }

  private boolean cargo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cargo", "--quiet"));
    command.addAll(List.of("--config", "net.retry=1", "--config", "http.timeout=10"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--locked", "--target-dir", out.toString()));
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  /** The crate's host. */
  Path host() {
    return out.resolve("bin/shm-restore");
  }

  /** Measures commits of a length; the first rounds do not count. */
  Measured commits(int length) throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch()) {
      long count = Math.min(MOST_COMMITS, BYTES_IN_A_ROUND / length);
      Process loop =
          new ProcessBuilder(
                  out.resolve("release/commits").toString(),
                  scratch.file("memory").toString(),
                  Integer.toString(ENTRIES),
                  Integer.toString(Payload.RING),
                  Integer.toString(length),
                  Long.toString(count))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      double[] nanos =
          new String(loop.getInputStream().readAllBytes(), UTF_8)
              .lines()
              .skip(3)
              .mapToDouble(Double::parseDouble)
              .sorted()
              .toArray();
      if (loop.waitFor() != 0) {
        throw new IOException("the crate's loop ends with " + loop.exitValue());
      }
      double half = (nanos[nanos.length - 1] - nanos[0]) / 2;
      return new Measured(
          "commit", LOOP, length, Arrays.stream(nanos).average().orElseThrow(), half, 0);
    }
  }
}
