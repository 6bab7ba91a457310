package dev.stillframe.modeltests.mutants;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What every engine said of every mutant when it was asked last: {@code mutants/matrix.json}, by
 * mutant and engine, and docs/mutants.md, which is made of it.
 *
 * @param rows the first word of each answer: killed, green, broken or inconclusive
 */
record Matrix(TreeMap<String, TreeMap<String, String>> rows) {
  private static final String KILLED = "killed";

  static Matrix read(Path root) throws IOException {
    Path file = root.resolve("mutants/matrix.json");
    return new Matrix(
        Files.exists(file)
            ? new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {})
            : new TreeMap<>());
  }

  /** Takes the answers of a run in, and writes file and page. */
  void update(Path root, Map<String, Map<String, String>> answers) throws IOException {
    answers.forEach(
        (mutant, row) -> {
          TreeMap<String, String> words = new TreeMap<>();
          row.forEach((engine, said) -> words.put(engine, said.split("\\W")[0]));
          rows.put(mutant, words);
        });
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(root.resolve("mutants/matrix.json").toFile(), rows);
    Files.writeString(root.resolve("docs/mutants.md"), page(Catalogue.read(root)));
  }

  String page(Catalogue catalogue) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Mutants and engines

        Written by `make mutants TIER=deep`, which asks every engine about every mutant of the
        [catalogue](../mutants/manifest.json); a test fails where page, catalogue and
        [matrix](../mutants/matrix.json) disagree. `make mutants` itself stops at the first engine
        that kills.

        *Killed*: of the mutants that the engine was asked about. *Alone*: those that no other engine
        killed. An engine that kills nothing alone among mutants may still be the one that finds what
        nobody thought of planting: the mutants are ours.

        """);
    for (String subject :
        new TreeSet<>(catalogue.mutants().stream().map(Mutant::subject).toList())) {
      table(page, catalogue, subject);
    }
    missing(page, catalogue);
    return page.toString();
  }

  private void table(StringBuilder page, Catalogue catalogue, String subject) {
    List<TreeMap<String, String>> asked =
        catalogue.mutants().stream()
            .filter(mutant -> mutant.subject().equals(subject))
            .map(mutant -> rows.get(mutant.id()))
            .filter(Objects::nonNull)
            .toList();
    if (asked.isEmpty()) {
      return;
    }
    page.append("## %s: %d mutants%n%n".formatted(subject, asked.size()));
    page.append("| engine | asked | killed | alone | no verdict |\n|---|---|---|---|---|\n");
    for (Engine engine : catalogue.engines()) {
      String id = engine.id();
      List<TreeMap<String, String>> of = asked.stream().filter(r -> r.containsKey(id)).toList();
      if (!of.isEmpty()) {
        long killed = of.stream().filter(row -> isKilled(row, id)).count();
        long alone = of.stream().filter(row -> isKilled(row, id) && killers(row) == 1).count();
        long none =
            of.stream().filter(row -> !isKilled(row, id) && !row.get(id).equals("green")).count();
        page.append(
            String.format(
                Locale.ROOT, "| %s | %d | %d | %d | %d |%n", id, of.size(), killed, alone, none));
      }
    }
    page.append('\n');
  }

  private static boolean isKilled(Map<String, String> row, String engine) {
    return KILLED.equals(row.get(engine));
  }

  private static long killers(Map<String, String> row) {
    return row.values().stream().filter(KILLED::equals).count();
  }

  private void missing(StringBuilder page, Catalogue catalogue) {
    List<String> missing =
        catalogue.mutants().stream().map(Mutant::id).filter(id -> !rows.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      page.append(
          "Not yet asked about with all engines: `%s`.%n".formatted(String.join("`, `", missing)));
    }
  }
}
