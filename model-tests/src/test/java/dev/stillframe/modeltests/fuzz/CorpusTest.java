package dev.stillframe.modeltests.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.examples.KeySetTarget;
import dev.stillframe.store.JournalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every input of the corpus once, without the fuzzer. */
@Timeout(120)
class CorpusTest {
  /** Takes bytes as a fuzzer gives them. */
  @FunctionalInterface
  private interface EntryPoint {
    void run(byte[] input) throws IOException;
  }

  private static final int LEAST = 5;

  private static void replay(String corpus, EntryPoint target) throws IOException {
    Path directory = Checkout.root().resolve("fuzz").resolve(corpus);
    List<Path> inputs;
    try (Stream<Path> files = Files.list(directory)) {
      inputs = files.sorted().toList();
    }
    assertTrue(inputs.size() >= LEAST, () -> "only " + inputs.size() + " inputs in " + directory);
    for (Path input : inputs) {
      try {
        target.run(Files.readAllBytes(input));
      } catch (RuntimeException | IOException e) {
        throw new AssertionError(input.toString(), e);
      }
    }
  }

  @Test
  void queue() throws IOException {
    replay("queue", QueueTarget::fuzzerTestOneInput);
  }

  @Test
  void triple() throws IOException {
    replay("triple", TripleTarget::fuzzerTestOneInput);
  }

  @Test
  void journal() throws IOException {
    replay("journal", JournalTarget::fuzzerTestOneInput);
  }

  @Test
  void snapshots() throws IOException {
    replay("snapshots", SnapshotTarget::fuzzerTestOneInput);
  }

  @Test
  void keySet() throws IOException {
    replay("key-set", KeySetTarget::fuzzerTestOneInput);
  }

  @Test
  void records() throws IOException {
    replay("records", RecordTarget::fuzzerTestOneInput);
  }
}
