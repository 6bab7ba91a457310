package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the page of every negative configuration, or of those named by id or module, and the
 * index: {@code make counterexamples}.
 */
final class WriteCounterexamples {
  private WriteCounterexamples() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Checkout.root();
    Path specs = root.resolve("spec-tla");
    List<Model> negatives = Manifest.read(specs).negatives();
    Files.createDirectories(CounterexamplePage.directory(root));
    List<String> wanted = List.of(args);
    for (Model model : negatives) {
      if (!wanted.isEmpty() && !wanted.contains(model.id()) && !wanted.contains(model.module())) {
        continue;
      }
      Tlc.Run run = Tlc.run(specs, model);
      Row row = Judge.judge(specs, model, run);
      if (row.verdict() != Verdict.AS_EXPECTED) {
        System.err.println(model.id() + ": " + row.verdict() + ": " + row.detail());
        System.exit(1);
      }
      Trace trace = Trace.of(run.output());
      Files.writeString(CounterexamplePage.file(root, model), CounterexamplePage.of(model, trace));
      System.out.println(model.id() + ": steps " + trace.steps());
    }
    removeOthers(root, negatives);
    Files.writeString(
        CounterexamplePage.indexFile(root), CounterexamplePage.index(root, negatives));
  }

  private static void removeOthers(Path root, List<Model> negatives) throws IOException {
    Set<Path> ours =
        negatives.stream()
            .map(model -> CounterexamplePage.file(root, model))
            .collect(Collectors.toSet());
    List<Path> pages;
    try (Stream<Path> files = Files.list(CounterexamplePage.directory(root))) {
      pages = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    for (Path page : pages) {
      if (!ours.contains(page)) {
        Files.delete(page);
      }
    }
  }
}
