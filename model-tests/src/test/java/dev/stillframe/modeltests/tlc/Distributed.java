package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks configurations with TLC's own server and the workers that come to it: {@code make check
 * DISTRIBUTED=1} and {@code make worker SERVER=host}. What the server cannot check or does not tell
 * is done here, by one process.
 *
 * @param endpoint where the server listens, and nowhere else
 * @param patience seconds in which a first worker has to come
 */
record Distributed(Endpoint endpoint, long patience) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long PATIENCE = 120;
  private static final Pattern UNCHECKED_DEADLOCK = Pattern.compile("CHECK_DEADLOCK\\s+FALSE");

  /** What the property {@code distributed} asks for: nothing, 1 for this machine, or an address. */
  static Optional<Distributed> asked() {
    String asked = System.getProperty("distributed", "");
    String text = asked.equals("1") ? LOOPBACK : asked;
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Distributed(Endpoint.of(text), PATIENCE));
  }

  /**
   * Runs a configuration.
   *
   * @return the run with workers if the model holds in it or it was given up, and otherwise one
   *     here, with a remark that says why
   */
  Tlc.Run run(Path specs, Model model) throws IOException, InterruptedException {
    if (Litmus.reports(model)) {
      return Tlc.run(specs, model).with("here: a worker keeps for itself what a spec prints");
    }
    Tlc.Run run = byWorkers(specs, model);
    if (run.timedOut() || run.output().hasHeld()) {
      return run;
    }
    if (run.exitCode() == RemoteTlc.CANNOT_CHECK) {
      return Tlc.run(specs, model).with("here: distributed TLC checks no liveness");
    }
    if (Trace.of(run.output()).states().isEmpty()) {
      throw new NotSetUpException(model.id() + ": TLC's server failed:\n" + run.output().tail());
    }
    return Tlc.run(specs, model).with("found by workers; here again, because they do not name it");
  }

  private Tlc.Run byWorkers(Path specs, Model model) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillframe-tlc-");
    try {
      return serve(command(specs, model, scratch), scratch, model.timeout());
    } finally {
      Tlc.delete(scratch);
    }
  }

  /** Workers ask for the files by their names only, so all of them lie in one directory. */
  private List<String> command(Path specs, Model model, Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(specs)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".tla")).toList()) {
        Files.copy(file, scratch.resolve(file.getFileName()));
      }
    }
    Path config = specs.resolve(model.config());
    String name = config.getFileName().toString();
    Files.copy(config, scratch.resolve(name));
    boolean goesOn = UNCHECKED_DEADLOCK.matcher(Files.readString(config)).find();
    List<String> own =
        List.of(
            "-tool",
            "-fp",
            "0",
            "-checkpoint",
            "0",
            goesOn ? "-deadlock" : "-nowarning",
            "-config",
            name.substring(0, name.lastIndexOf('.')),
            model.module());
    return endpoint.command("server", endpoint.host(), scratch, own);
  }

  private Tlc.Run serve(List<String> command, Path scratch, long timeout)
      throws IOException, InterruptedException {
    Path printed = scratch.resolve("output");
    long start = System.nanoTime();
    Process server =
        new ProcessBuilder(Programs.resolve(command))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    Thread killer = new Thread(server::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      boolean hasWorkers = false;
      boolean isUp = false;
      while (!isUp && !server.waitFor(1, TimeUnit.SECONDS)) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        hasWorkers = hasWorkers || output(printed).workers() > 0;
        isUp = seconds >= (hasWorkers ? patience + timeout : patience);
      }
      server.destroyForcibly();
      OptionalInt code = isUp ? OptionalInt.empty() : OptionalInt.of(server.waitFor());
      double seconds = (System.nanoTime() - start) / 1e9;
      TlcOutput output = output(printed);
      return new Tlc.Run(code.orElse(-1), output, seconds, false, remark(isUp, output, timeout));
    } finally {
      server.destroyForcibly();
      server.waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private static TlcOutput output(Path printed) throws IOException {
    return new TlcOutput(Files.readString(printed, StandardCharsets.UTF_8));
  }

  private String remark(boolean isGivenUp, TlcOutput output, long timeout) {
    if (output.workers() == 0) {
      return isGivenUp
          ? String.format(
              Locale.ROOT,
              "no worker came within %d s: on another machine run make worker SERVER=%s:%d",
              patience,
              endpoint.host(),
              endpoint.port())
          : null;
    }
    String workers =
        String.format(
            Locale.ROOT,
            "by %d workers, of which %d were lost",
            output.workers(),
            output.lostWorkers());
    return isGivenUp
        ? String.format(Locale.ROOT, "given up after %d s, %s", timeout, workers)
        : workers + "; generated states and actions that are never enabled are not told";
  }
}
