package dev.stillframe.modeltests.proof;

import dev.stillframe.modeltests.proof.Solver.Answer;
import dev.stillframe.modeltests.proof.Solver.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks the solver about scripts, each once: a rule that is switched off changes few of them. */
final class Prover {
  private final Path directory;
  private final Solver solver;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          work -> {
            Thread thread = new Thread(work, "prover");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();

  Prover(Path directory, Solver solver) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.solver = solver;
  }

  /**
   * Begins to ask; the answer of an equal script is waited for.
   *
   * @param name of the file that is kept, to ask again by hand
   * @param limit on what the solver does
   */
  CompletableFuture<Answer> ask(String name, String script, long limit) {
    if (script.equals(Script.AT_ONCE)) {
      return CompletableFuture.completedFuture(new Answer(Result.PROVED, 0, script));
    }
    return asked.computeIfAbsent(
        limit + script,
        text ->
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    Path file = directory.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".smt2");
                    return solver.run(file, script, limit);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                  }
                },
                threads));
  }
}
