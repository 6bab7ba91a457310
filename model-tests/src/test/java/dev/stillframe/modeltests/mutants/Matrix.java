package dev.stillframe.modeltests.mutants;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What every engine said of every mutant when it was asked last: {@code mutants/matrix.json}, by
 * mutant and engine, and docs/mutants.md, which is made of it.
 *
 * @param rows of each answer its first word, killed or green; all of it if it is no verdict
 */
public record Matrix(TreeMap<String, TreeMap<String, String>> rows) {
  private static final String KILLED = "killed";

  /** The answers that are verdicts; the others are broken, hangs, skipped and inconclusive. */
  private static final Set<String> VERDICTS = Set.of(KILLED, "green");

  private static final String PAGE = "docs/mutants.md";

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
          row.forEach((engine, said) -> words.put(engine, withoutProof(said)));
          rows.put(mutant, words);
        });
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(root.resolve("mutants/matrix.json").toFile(), rows);
    writePage(root);
  }

  private static String withoutProof(String said) {
    String word = said.split("\\W")[0];
    return VERDICTS.contains(word) ? word : said;
  }

  /** Writes the page anew, of the answers that there are. */
  public static void writePage(Path root) throws IOException {
    Files.writeString(root.resolve(PAGE), read(root).page(Catalogue.read(root)));
  }

  String page(Catalogue catalogue) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Mutants and engines

        Written by `make mutants TIER=deep`, which asks every engine about every mutant of the
        [catalogue](../mutants/manifest.json), and by `make evidence`; a test fails where page, catalogue
        and [matrix](../mutants/matrix.json) disagree. `make mutants` itself tries the engine that killed
        a mutant before, and all others only if it does not: one run of it, of 138 mutants on 2 cores,
        took 380 s.

        *Killed*: of the mutants that the engine was asked about. *Alone*: those that no other engine
        killed. An engine that kills nothing alone among mutants may still be the one that finds what
        nobody thought of planting: the mutants are ours.

        """);
    page.append(
        String.format(Locale.ROOT, "In the whole matrix, %s.%n%n", idle(catalogue, rows.values())));
    for (String subject :
        new TreeSet<>(catalogue.mutants().stream().map(Mutant::subject).toList())) {
      table(page, catalogue, subject);
    }
    undecided(page);
    missing(page, catalogue);
    return page.toString();
  }

  /** Says which of the engines that were asked kill nothing that others do not. */
  private static String idle(Catalogue catalogue, Collection<? extends Map<String, String>> asked) {
    List<String> engines =
        catalogue.engines().stream()
            .map(Engine::id)
            .filter(id -> asked.stream().anyMatch(row -> row.containsKey(id)))
            .toList();
    if (engines.size() == 1) {
      return "only `" + engines.get(0) + "` was asked";
    }
    List<String> idle = engines.stream().filter(id -> alone(id, asked) == 0).toList();
    return idle.isEmpty()
        ? "every engine kills something that no other does"
        : "what these engines kill, others kill too: `" + String.join("`, `", idle) + "`";
  }

  private static long alone(String id, Collection<? extends Map<String, String>> asked) {
    return asked.stream().filter(row -> isKilled(row, id) && killers(row) == 1).count();
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
    page.append(String.format(Locale.ROOT, "## %s: %d mutants%n%n", subject, asked.size()));
    page.append("| engine | asked | killed | alone | no verdict |\n|---|---|---|---|---|\n");
    for (Engine engine : catalogue.engines()) {
      String id = engine.id();
      List<TreeMap<String, String>> of = asked.stream().filter(r -> r.containsKey(id)).toList();
      if (!of.isEmpty()) {
        long killed = of.stream().filter(row -> isKilled(row, id)).count();
        long none = of.stream().filter(row -> !VERDICTS.contains(row.get(id))).count();
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d |%n",
                id,
                of.size(),
                killed,
                alone(id, of),
                none));
      }
    }
    String idle = idle(catalogue, asked);
    page.append('\n').append(idle.substring(0, 1).toUpperCase(Locale.ROOT));
    page.append(idle.substring(1)).append(".\n\n");
  }

  private void undecided(StringBuilder page) {
    page.append(
        """
        ## No verdict

        These engines could say neither that a mutant lives nor that it violates anything: their run ended
        before its end, by an exception that is no assertion. That is no kill, though it is not green.
        Where only *broken* stands, the engine was asked before its reason was kept.

        | mutant | engine | why |
        |---|---|---|
        """);
    rows.forEach(
        (mutant, row) ->
            row.forEach(
                (engine, said) -> {
                  if (!VERDICTS.contains(said)) {
                    page.append(
                        String.format(
                            Locale.ROOT, "| `%s` | %s | %s |%n", mutant, engine, inTable(said)));
                  }
                }));
    page.append('\n');
  }

  private static String inTable(String said) {
    return said.replace("|", "\\|").replace("<", "&lt;");
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
          String.format(
              Locale.ROOT,
              "Not yet asked about with all engines: `%s`.%n",
              String.join("`, `", missing)));
    }
  }
}
