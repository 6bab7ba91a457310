package dev.stillframe.modeltests.conformance;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.modeltests.Checks.Exploration;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.modeltests.Checks.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A directory of its own for each check that runs processes.
 *
 * @param missing why none can be run here; null if they can
 */
record Worlds(String missing) {
  /** What is done in such a directory. */
  @FunctionalInterface
  interface Body {
    Outcome run(HostWorld world) throws Exception;
  }

  /** What is done there and has nothing to tell. */
  @FunctionalInterface
  interface Step {
    void run(HostWorld world) throws Exception;
  }

  Told with(Body body) {
    return () -> {
      if (missing != null) {
        throw new TestAbortedException(missing);
      }
      Path directory = Files.createTempDirectory("stillframe-original-");
      try {
        return body.run(new HostWorld(directory));
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      } finally {
        delete(directory);
      }
    };
  }

  /** The same for what has nothing to tell. */
  Exploration run(Step step) {
    Told told =
        with(
            world -> {
              step.run(world);
              return new Outcome(1, "");
            });
    return () -> told.run().runs();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
