package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.conformance.ExpectedResults;
import dev.stillframe.conformance.Judge;
import dev.stillframe.conformance.Judge.Task;
import dev.stillframe.conformance.Result;
import dev.stillframe.conformance.TextReport;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The crate from which this project comes, as a peer: before the judge, which must find just the
 * defects that are known; as a client under our host; and its host over our client.
 */
@Tag("conformance")
final class OriginalTest {
  private static final Set<String> ALL = Set.of("queue", "store", "triple");

  private final Path root = Checkout.root();
  private final long seed = Long.getLong("seed", 1);
  private final boolean isQuick = System.getProperty("tier", "quick").equals("quick");
  private final RustPort rust = new RustPort(root);

  @TestFactory
  Stream<DynamicTest> original() throws IOException, InterruptedException {
    if (!System.getProperty("port", "").isEmpty()) {
      return Stream.empty();
    }
    Worlds worlds = new Worlds(rust.build());
    Checks checks =
        new Checks("conformance").tells("port-rust", "format", worlds.with(this::judge));
    new CrateClients(rust, worlds, isQuick ? 1 : 20).addTo(checks);
    new CrateHost(rust, worlds).addTo(checks);
    new OriginalDefects(rust, worlds).addTo(checks);
    return checks.asMoreOf("conformance");
  }

  /** Its clients keep no entry stable, so no run at full speed is asked of it. */
  private Outcome judge(HostWorld unused) throws IOException {
    int every = isQuick ? 11 : 1;
    int scripts = isQuick ? 10 : 200;
    Duration patience = Duration.ofSeconds(60);
    Task task = new Task(rust.port(), ALL, every, patience, seed, scripts, 0);
    List<Result> results = new Judge(task).run(result -> {});
    ExpectedResults expected =
        ExpectedResults.read(root.resolve("conformance/ports/rust/expected.json"));
    List<String> differences = expected.differences(results, every == 1);
    if (!differences.isEmpty()) {
      fail(differences.size() + " not as expected: " + String.join("; ", differences));
    }
    return new Outcome(
        results.size(),
        TextReport.total(results) + ", as expected by " + expected.failures(results));
  }
}
