package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Programs;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLC's server with workers in other processes finds what TLC finds in one. */
class DistributedTest {
  private static final int PATIENCE = 120;

  private final List<Process> workers = new ArrayList<>();
  private final Endpoint endpoint;
  private final Path specs;

  DistributedTest() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endpoint = new Endpoint("127.0.0.1", free.getLocalPort());
    }
    specs = TinySpecs.directory();
  }

  @AfterEach
  void endWorkers() throws InterruptedException {
    for (Process worker : workers) {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly().waitFor();
    }
  }

  private void startWorkers() throws IOException {
    for (int i = 0; i < 2; i++) {
      workers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                  "-cp",
                  String.join(":", Tlc.place(Worker.class), Tlc.place(Programs.class), Tlc.jar()),
                  Worker.class.getName(),
                  endpoint.host() + ":" + endpoint.port())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
  }

  private Tlc.Run run(Model model) throws IOException, InterruptedException {
    return new Distributed(endpoint, PATIENCE).run(specs, model);
  }

  @Test
  void twoWorkersFindWhatOneProcessFinds() throws Exception {
    startWorkers();
    Model grid = TinySpecs.model(Kind.POSITIVE, "Grid", "grid", null, 441L, 841L);
    Row here = Judge.judge(specs, grid, Tlc.run(specs, grid));
    assertEquals(Verdict.AS_EXPECTED, here.verdict(), here::detail);
    Tlc.Run run = run(grid);
    assertTrue(run.output().workers() >= 2, run.output()::text);
    Row there = Judge.judge(specs, grid, run);
    assertEquals(Verdict.AS_EXPECTED, there.verdict(), there::detail);
    assertEquals(here.distinct(), there.distinct());
    assertNull(there.generated());
    Model wrong = TinySpecs.model(Kind.POSITIVE, "Grid", "grid", null, 440L, 841L);
    assertEquals(Verdict.FELL_SHORT, Judge.judge(specs, wrong, run).verdict());
    assertTrue(there.detail().startsWith("by " + run.output().workers() + " workers"));

    // The next configuration has a server of its own, to which the same workers come.
    Model skips = TinySpecs.negative("skips", "BoundInv");
    Tlc.Run negative = run(skips);
    assertEquals(Verdict.AS_EXPECTED, Judge.judge(specs, skips, negative).verdict());
    assertTrue(negative.remark().startsWith("found by workers"), negative::remark);
  }

  @Test
  void livenessIsCheckedHere() throws Exception {
    Model starves = TinySpecs.negative("starves", "ReturnProp");
    Tlc.Run run = run(starves);
    assertEquals(Verdict.AS_EXPECTED, Judge.judge(specs, starves, run).verdict());
    assertEquals("here: distributed TLC checks no liveness", run.remark());
  }

  @Test
  void withoutAWorkerNothingIsSaidOfTheModel() throws Exception {
    Model skips = TinySpecs.negative("skips", "BoundInv");
    Row row = Judge.judge(specs, skips, new Distributed(endpoint, 1).run(specs, skips));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.detail().startsWith("no worker came within 1 s: "), row::detail);
  }
}
