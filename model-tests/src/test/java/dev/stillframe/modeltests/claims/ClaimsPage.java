package dev.stillframe.modeltests.claims;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.claims.Claims.Killed;
import dev.stillframe.modeltests.mutants.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes {@code docs/evidence.md}, claim by engine, with what shows that each can fail, and the
 * tables of docs/claims.md, of the README and of docs/limits.md; and, of the answers of the last
 * deep run, the page of the mutants: {@code make evidence}.
 */
final class ClaimsPage {
  static final String FILE = "docs/evidence.md";

  private static final String INTRODUCTION =
      """
      # Evidence, claim by claim

      Written by `make evidence` from the manifests, and from the checks that each part promises before it
      runs and makes its rows of; a test fails where it is out of date. The claims are those of the
      [table of claims](claims.md), and so are the engines; `crash-points` are the checks of `make crash` in this
      process, `system-calls` those with real hosts.

      Each cell: *checks that must hold / checks that must fail*, of all tiers: as many rows does
      `make verify TIER=deep` make. The last column counts [mutants](../mutants/manifest.json): faults that are
      planted into the library itself, each of which must be killed. A check must fail because a rule was
      switched off in just that check; these *ablations* are listed below. The others are probes
      (`queue-debug-wrapped`: TLC must reach a state), corrupted traces, and orderings that this hardware may
      not need (`make stress`). What is switched off for *traces* makes a run that the spec does not explain,
      which breaks no claim in particular: it is counted for all of its protocol or store.

      """;

  private ClaimsPage() {}

  public static void main(String[] args) throws IOException {
    Path root = Checkout.root();
    Claims claims = Claims.read(root);
    Files.writeString(root.resolve(FILE), of(claims));
    Path table = root.resolve(ClaimsTable.FILE);
    Files.writeString(table, new ClaimsTable(claims).in(Files.readString(table)));
    Path readme = root.resolve(ReadmeMatrix.FILE);
    Files.writeString(readme, new ReadmeMatrix(claims).in(Files.readString(readme)));
    Path limits = root.resolve(WaysTable.FILE);
    Files.writeString(limits, new WaysTable(claims).in(Files.readString(limits)));
    Matrix.writePage(root);
  }

  static String of(Claims claims) throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| claim | ").append(String.join(" | ", Claims.ENGINES)).append(" | mutants |\n");
    page.append("|---".repeat(Claims.ENGINES.size() + 2)).append("|\n");
    for (String claim : claims.all()) {
      page.append("| ").append(claim);
      for (String engine : Claims.ENGINES) {
        int positive = claims.count(claim, engine, Kind.POSITIVE);
        int negative = claims.count(claim, engine, Kind.NEGATIVE);
        page.append(positive + negative == 0 ? " | " : " | " + positive + " / " + negative);
      }
      page.append(" | ").append(claims.mutants(claim).size()).append(" |\n");
    }
    page.append("\n## What shows that a check of a claim can fail\n");
    for (String claim : claims.all()) {
      page.append("\n### ").append(claim).append("\n\n");
      for (String engine : Claims.ENGINES) {
        list(page, engine, claims.ablations(claim, engine));
      }
      mutants(claims.mutants(claim))
          .forEach((engine, ids) -> list(page, "mutants killed by " + engine, ids));
    }
    return page.toString();
  }

  private static Map<String, List<String>> mutants(List<Killed> mutants) {
    return mutants.stream()
        .collect(
            Collectors.groupingBy(
                Killed::engine, TreeMap::new, Collectors.mapping(Killed::id, Collectors.toList())));
  }

  private static void list(StringBuilder page, String what, List<String> ids) {
    if (!ids.isEmpty()) {
      page.append("- ").append(what).append(": ");
      page.append(ids.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", ")));
      page.append("\n");
    }
  }
}
