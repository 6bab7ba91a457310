package dev.stillframe.modeltests.mutants;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All mutants, and the engines from the cheapest on: {@code mutants/manifest.json}.
 *
 * @param engines in the order in which they are tried
 */
record Catalogue(List<Engine> engines, List<Mutant> mutants) {
  static Catalogue read(Path root) throws IOException {
    Path file = root.resolve("mutants/manifest.json");
    return new ObjectMapper().readValue(file.toFile(), Catalogue.class);
  }

  Engine engine(String id) {
    return engines.stream()
        .filter(engine -> engine.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + id));
  }

  /** Returns the mutants of a tier; of all of them, those whose id begins so. */
  List<Mutant> select(String tier, String prefix) {
    boolean isQuick = tier.equals("quick") && prefix.isEmpty();
    List<Mutant> selected =
        mutants.stream()
            .filter(mutant -> mutant.quick() || !isQuick)
            .filter(mutant -> mutant.id().startsWith(prefix))
            .toList();
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no mutant's id begins with '" + prefix + "'");
    }
    return selected;
  }
}
