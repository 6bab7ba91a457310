package dev.stillframe.modeltests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflows, those of this project and those to copy, are such that they can run. */
class WorkflowsTest {
  private static final Path ROOT = Checkout.root();
  private static final String GOOD =
      """
      name: good
      on: [push]
      permissions:
        contents: read
      jobs:
        one:
          runs-on: ubuntu-latest
          timeout-minutes: 5
          steps:
            - uses: actions/checkout@v7
            - run: make check SPEC=MCQueue
            - uses: actions/upload-artifact@v7
              if: always()
              with:
                path: target/verify
      """;

  private final Workflows workflows;

  WorkflowsTest() throws IOException {
    workflows = new Workflows(new Commands(ROOT));
  }

  private static String own(String name) throws IOException {
    return Files.readString(ROOT.resolve(".github/workflows").resolve(name + ".yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull-request", "nightly", "weekly"})
  void ownOnesAreInOrder(String name) throws IOException {
    assertEquals(List.of(), workflows.complaints(own(name)));
  }

  @Test
  void theOneToCopyIsInOrder() throws IOException {
    List<Block> examples =
        Page.read(ROOT.resolve("docs/ci.md")).blocks().stream()
            .filter(block -> block.language().equals("yaml"))
            .toList();
    assertEquals(1, examples.size());
    assertEquals(List.of(), workflows.complaints(examples.get(0).text()));
  }

  @Test
  void eachRunsItsTierWhereItShould() throws IOException {
    JsonNode quick = Workflows.parse(own("pull-request")).at("/jobs/quick");
    assertEquals("[\"17\",\"25\"]", quick.at("/strategy/matrix/jdk").toString());
    assertTrue(runs(quick, "bin/verify TIER=quick"));
    for (String job : List.of("standard", "hardware")) {
      assertEquals(
          "[\"ubuntu-latest\",\"ubuntu-24.04-arm\"]",
          Workflows.parse(own("nightly"))
              .at("/jobs/" + job + "/strategy/matrix/runner")
              .toString());
    }
    JsonNode nightly = Workflows.parse(own("nightly")).at("/jobs");
    assertTrue(runs(nightly.get("standard"), "bin/verify TIER=standard"));
    assertTrue(runs(nightly.get("hardware"), "bin/verify TIER=deep PARTS='stress litmus'"));
    assertTrue(runs(Workflows.parse(own("weekly")).at("/jobs/deep"), "bin/verify TIER=deep"));
  }

  private static boolean runs(JsonNode job, String command) {
    return job.get("steps").findValuesAsText("run").contains(command);
  }

  @Test
  void aGoodOneIsInOrder() {
    assertEquals(List.of(), workflows.complaints(GOOD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "on: [push] | off: [push] | it has no on",
        "runs-on | runs-at | job one has no runs-on",
        "timeout-minutes | timeout | job one has no timeout-minutes",
        "make check | make chekc | job one: make has no target chekc",
        "SPEC | SPEK | job one: make check has no variable SPEK",
        "checkout@v7 | checkout | job one: actions/checkout has no version",
        "always() | success() | job one does not upload its results, whatever came of it",
        "target/verify | target/verified | job one does not upload its results, whatever came of it",
        "'- run: ' | '- name: ' | job one: a step has to use something or to run something",
        "[push] | [push | it does not parse: ",
      })
  void aBadOneIsNoticed(String good, String bad, String complaint) {
    List<String> complaints = workflows.complaints(GOOD.replace(good, bad));
    assertEquals(1, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).startsWith(complaint), complaints::toString);
  }
}
