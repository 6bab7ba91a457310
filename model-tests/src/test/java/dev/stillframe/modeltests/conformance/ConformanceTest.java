package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.conformance.Judge;
import dev.stillframe.conformance.Judge.Task;
import dev.stillframe.conformance.Result;
import dev.stillframe.conformance.TextReport;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The ports in the tree before the judge, and broken ones that it must reject by the name of the
 * rule: {@code make conformance}. With {@code -Dport="COMMAND ARGS"} that one alone.
 */
@Tag("conformance")
final class ConformanceTest {
  private static final Set<String> ALL = Set.of("queue", "store", "triple");

  /** What is to be made of a port, and how much. */
  private record Judged(
      String id, List<String> command, String brokenRule, int everyVector, int commits) {}

  private final Path root = Checkout.root();
  private final Path out = root.resolve("target/conformance/ports");
  private final long seed = Long.getLong("seed", 1);
  private final boolean isQuick = System.getProperty("tier", "quick").equals("quick");

  @TestFactory
  Stream<DynamicTest> ports() throws IOException, InterruptedException {
    List<Judged> all = new ArrayList<>();
    String given = System.getProperty("port", "");
    int commits = isQuick ? 5_000 : 50_000;
    int every = isQuick ? 11 : 1;
    String noCompiler = given.isEmpty() ? CPorts.missing() : null;
    if (!given.isEmpty()) {
      all.add(new Judged("port", List.of(given.split(" +")), null, 1, commits));
    } else {
      String java = root.resolve("conformance/ports/java/port").toString();
      all.add(new Judged("port-java", List.of(java), null, every, commits));
      all.add(new Judged("port-c", c("port"), null, every, commits));
      if (!isQuick) {
        all.add(new Judged("port-c-address-sanitizer", c("address/port"), null, every, commits));
        all.add(new Judged("port-c-thread-sanitizer", c("thread/port"), null, every, commits));
        all.add(new Judged("race-c-thread-sanitizer", c("thread/race"), null, 0, 0));
      }
      for (String[] broken :
          new String[][] {
            {"publish-before-data", "data-before-publish"},
            {"no-invalidation", "invalidate-before-overwrite"},
            {"wrong-wrap", "wrap-at-the-rings-end"},
            {"offer-before-record", "record-before-offer"},
            {"no-lock-file", "one-writer"}
          }) {
        all.add(new Judged("port-c-" + broken[0], c(broken[0]), broken[1], 0, 0));
      }
    }
    // Another class adds to this part: what an earlier run left is removed before both of them.
    Summary summary = Summary.of(root, "conformance");
    summary.expect(all.stream().map(Judged::id).toList());
    if (noCompiler == null && given.isEmpty()) {
      build();
    }
    return all.stream()
        .map(port -> DynamicTest.dynamicTest(port.id(), () -> judge(port, noCompiler, summary)));
  }

  private List<String> c(String program) {
    return List.of(out.resolve(program).toString());
  }

  private void build() throws IOException, InterruptedException {
    CPorts.build(root, out);
    if (!isQuick) {
      String stop = "-fno-sanitize-recover=all";
      CPorts.build(root, out.resolve("address"), "-fsanitize=address,undefined", stop);
      CPorts.build(root, out.resolve("thread"), "-fsanitize=thread");
    }
  }

  private void judge(Judged port, String noCompiler, Summary summary) throws Exception {
    boolean isNegative = port.brokenRule() != null;
    Row row =
        Row.of(
            port.id(),
            "format",
            "conformance",
            isNegative ? Kind.NEGATIVE : Kind.POSITIVE,
            isNegative ? "rejected: " + port.brokenRule() : "passes",
            Verdict.SKIPPED,
            noCompiler);
    if (noCompiler != null && port.id().contains("-c")) {
      add(summary, row);
      return;
    }
    long start = System.nanoTime();
    row = port.id().startsWith("race") ? race(port, row) : judge(port, row);
    row = row.withSeconds((System.nanoTime() - start) / 1e9);
    add(summary, row);
    if (row.verdict() != Verdict.AS_EXPECTED) {
      fail(row.id() + ": " + row.detail());
    }
  }

  private static void add(Summary summary, Row row) throws IOException {
    summary.add(row);
    double seconds = row.seconds() == null ? 0 : row.seconds();
    System.out.printf(Locale.ROOT, "%-28s %6.1f s  %s%n", row.id(), seconds, row.detail());
  }

  private Row judge(Judged port, Row row) throws IOException {
    int scripts = isQuick ? 10 : 200;
    // One that is broken in one place is judged by what it is broken in.
    Set<String> protocols =
        port.brokenRule() == null
            ? ALL
            : Set.of(port.brokenRule().equals("record-before-offer") ? "triple" : "queue");
    Task task =
        new Task(
            port.command(),
            protocols,
            port.everyVector(),
            Duration.ofSeconds(60),
            seed,
            scripts,
            port.commits());
    List<Result> results = new Judge(task).run(result -> {});
    List<Result> failed = results.stream().filter(Result::isFailed).toList();
    boolean isRejected =
        failed.stream()
            .anyMatch(
                result ->
                    port.brokenRule() != null
                        && port.brokenRule().equals(result.rule())
                        && result.detail().contains("rule: " + port.brokenRule()));
    boolean isAsExpected = port.brokenRule() == null ? failed.isEmpty() : isRejected;
    String detail = TextReport.total(results);
    if (!isAsExpected && !failed.isEmpty()) {
      detail += "; " + failed.get(0).id() + ": " + failed.get(0).detail();
    }
    return row.withVerdict(isAsExpected ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT, detail)
        .withSamples((long) results.size(), seed);
  }

  private static Row race(Judged port, Row row) throws IOException, InterruptedException {
    CPorts.Ended ended = CPorts.run(port.command());
    return row.withVerdict(
        ended.code() == 0 ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT, ended.output().strip());
  }
}
