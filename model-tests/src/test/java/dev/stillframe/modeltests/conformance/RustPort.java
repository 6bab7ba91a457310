package dev.stillframe.modeltests.conformance;

import dev.stillframe.evidence.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the adapter over the original crate, and the crate's own host, where cargo is and the
 * registry can be reached or has been. What is built stays in {@code target/rust}.
 */
final class RustPort {
  private static final String CRATE = "shm-snapshot";
  private static final String VERSION = "0.2.3";
  private static final int PATIENCE = 300;

  private final Path root;
  private final Path out;

  RustPort(Path root) {
    this.root = root;
    this.out = root.resolve("target/rust");
  }

  /** The adapter behind the line protocol. */
  List<String> port() {
    return List.of(out.resolve("release/port").toString(), host().toString());
  }

  /** A client of the crate that commits up to a number; 0: without end, or without a rest. */
  List<String> client(long until, int rest) {
    return List.of(
        out.resolve("release/client").toString(), Long.toString(until), Integer.toString(rest));
  }

  /** What looks at a memory with the crate's functions. */
  List<String> look(Path memory) {
    return List.of(out.resolve("release/client").toString(), "look", memory.toString());
  }

  /** The crate's host. */
  Path host() {
    return installed().resolve("bin/shm-restore");
  }

  /** With the version in the name: another one is built anew. */
  private Path installed() {
    return out.resolve(CRATE + "-" + VERSION);
  }

  /**
   * Builds both.
   *
   * @return null, or why they cannot be had here
   * @throws IOException if they can be had and do not compile
   */
  String build() throws IOException, InterruptedException {
    if (Need.CARGO.find().isEmpty()) {
      return Need.CARGO.missing();
    }
    if (CPorts.run(List.of("cargo", "--version")).code() != 0) {
      return "cargo does not run";
    }
    if (Need.CC.find().isEmpty()) {
      return Need.CC.missing(); // It links.
    }
    String manifest = root.resolve("conformance/ports/rust/Cargo.toml").toString();
    String missing = cargo("build", "--release", "--manifest-path", manifest);
    if (missing != null || Files.exists(host())) {
      return missing;
    }
    return cargo(
        "install",
        CRATE,
        "--version",
        "=" + VERSION,
        "--features",
        "shm-restore",
        "--root",
        installed().toString(),
        // Its speed is nothing to us, the time that it takes to compile is.
        "--config",
        "profile.release.opt-level=0");
  }

  /** Null, or why what it needs is not here; with what is here it works offline. */
  private String cargo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cargo", "--color=never"));
    command.addAll(List.of("--config", "net.retry=1", "--config", "http.timeout=10"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--locked", "--target-dir", out.toString()));
    CPorts.Ended ended = CPorts.run(command, PATIENCE);
    if (ended.code() == 0) {
      return null;
    }
    String said = ended.output().strip();
    // What is wrong with our own files is no missing registry.
    boolean isOurs = said.contains("could not compile") || said.contains("--locked");
    if (isOurs) {
      throw new IOException("the port in Rust cannot be built: " + said);
    }
    String first =
        said.lines()
            .filter(line -> line.startsWith("error"))
            .findFirst()
            .orElse("no answer in time");
    return "the crate cannot be had: " + first;
  }
}
