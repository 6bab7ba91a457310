package dev.stillframe.modeltests.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code conformance/vectors/manifest.json} from the specs: {@code make vectors}. */
final class WriteVectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WriteVectors() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Checkout.root();
    Files.writeString(file(root), manifest(root));
  }

  static Path file(Path root) {
    return root.resolve("conformance/vectors/manifest.json");
  }

  /** One case a line, so that a difference can be read. */
  static String manifest(Path root) throws IOException, InterruptedException {
    List<Vector> all = new ArrayList<>();
    all.addAll(FormatVectors.all(root));
    all.addAll(SealVectors.all());
    all.addAll(TripleVectors.all());
    all.addAll(StoreCrashVectors.all());
    all.addAll(JournalVectors.all());
    all.addAll(QueueVectors.all(root.resolve("spec-tla")));
    all.addAll(TripleStateVectors.all(root.resolve("spec-tla")));
    Set<String> ids = new HashSet<>();
    for (Vector vector : all) {
      if (!ids.add(vector.id())) {
        throw new IllegalStateException("two cases are called " + vector.id());
      }
    }
    // Two ways may lead to the same case: the first one has it.
    Set<String> contents = new HashSet<>();
    return all.stream()
        .filter(vector -> contents.add(vector.content()))
        .map(WriteVectors::line)
        .collect(Collectors.joining(",\n", "{\"version\": 1, \"cases\": [\n", "\n]}\n"));
  }

  private static String line(Vector vector) {
    try {
      return JSON.writeValueAsString(vector.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
