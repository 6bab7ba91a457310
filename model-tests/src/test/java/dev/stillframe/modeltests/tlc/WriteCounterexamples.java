package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the pages of negative configurations, and the index of all: {@code make counterexamples}.
 *
 * <p>One argument, an id or a module, says which; without it, all are written.
 */
final class WriteCounterexamples {
  private final Path root;
  private final Path specs;

  private WriteCounterexamples(Path root) {
    this.root = root;
    this.specs = root.resolve("spec-tla");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean written =
        new WriteCounterexamples(Checkout.root()).write(args.length == 0 ? "" : args[0]);
    System.exit(written ? 0 : 1);
  }

  private boolean write(String spec) throws IOException, InterruptedException {
    Manifest manifest = Manifest.read(specs);
    List<Callable<Boolean>> pages =
        manifest.select("deep", spec).stream()
            .filter(Model::isNegative)
            .<Callable<Boolean>>map(model -> () -> write(model))
            .toList();
    Files.createDirectories(CounterexamplePage.directory(root));
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    boolean all = true;
    try {
      for (Future<Boolean> page : cores.invokeAll(pages)) {
        all &= isWritten(page);
      }
    } finally {
      cores.shutdown();
    }
    removeOthers(manifest.negatives());
    Files.writeString(
        CounterexamplePage.indexFile(root), CounterexamplePage.index(root, manifest.negatives()));
    return all;
  }

  private static boolean isWritten(Future<Boolean> page) throws InterruptedException {
    try {
      return page.get();
    } catch (ExecutionException e) {
      System.err.println(e.getCause().getMessage());
      return false;
    }
  }

  private boolean write(Model model) throws IOException, InterruptedException {
    Tlc.Run run = Tlc.run(specs, model);
    Row row = Judge.judge(specs, model, run);
    if (row.verdict() != Verdict.AS_EXPECTED) {
      System.err.println(model.id() + ": " + row.verdict() + ": " + row.detail());
      return false;
    }
    Trace trace = Trace.of(run.output());
    Files.writeString(CounterexamplePage.file(root, model), CounterexamplePage.of(model, trace));
    Files.writeString(TraceFile.file(root, model.id()), TraceFile.of(model, trace).text());
    System.out.println(model.id() + ": steps " + trace.steps());
    return true;
  }

  private void removeOthers(List<Model> negatives) throws IOException {
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
