package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir Path root;

  @Test
  void rowsComeBackAsTheyWereWritten() throws IOException {
    Row row =
        Row.of("a", "Q1", "TLC", Kind.NEGATIVE, "violates I", Verdict.NOT_OBSERVABLE_HERE, "x86")
            .withStates(1L, 2L, 3L)
            .withSamples(4L, 5L)
            .withSeconds(0.5)
            .withAbout("what", "n = 2")
            .withOutcomes(List.of(new Row.Outcome("torn", "forbidden", 6)));
    Summary.begin(root, "check", List.of("a")).add(row);
    List<Row> read = Summary.of(root, "check").rows();
    assertEquals(List.of(row), read);
    assertEquals(6, read.get(0).outcomes().get(0).seen());
  }

  @Test
  void theFileHasTheAgreedShape() throws IOException {
    Summary.of(root, "check").write(List.of(Rows.row("a", Verdict.AS_EXPECTED)));
    JsonNode json = new ObjectMapper().readTree(root.resolve("target/check/summary.json").toFile());
    List<String> names = new ArrayList<>();
    json.get(0).fieldNames().forEachRemaining(names::add);
    assertEquals(
        List.of(
            "id",
            "claim",
            "engine",
            "kind",
            "expected",
            "verdict",
            "distinct",
            "generated",
            "depth",
            "samples",
            "seconds",
            "seed",
            "detail",
            "about",
            "bounds",
            "outcomes"),
        names);
    assertEquals("as-expected", json.get(0).get("verdict").asText());
    assertEquals("positive", json.get(0).get("kind").asText());
    assertTrue(json.get(0).get("seed").isNull());
  }

  @Test
  void whatWasPromisedAndHasNoRowIsMissing() throws IOException {
    Summary summary = Summary.begin(root, "check", List.of("a", "b"));
    summary.expect(List.of("c"));
    summary.add(Rows.row("b", Verdict.AS_EXPECTED));
    assertEquals(List.of("a", "c"), summary.missing());
  }

  @Test
  void beginForgetsAnEarlierRun() throws IOException {
    Summary.begin(root, "check", List.of("a")).add(Rows.row("a", Verdict.AS_EXPECTED));
    Summary again = Summary.begin(root, "check", List.of("b"));
    assertEquals(List.of(), again.rows());
    assertEquals(List.of("b"), again.missing());
  }

  @Test
  void oneCheckCannotCountTwice() throws IOException {
    Summary summary = Summary.begin(root, "check", List.of("a", "b"));
    summary.add(Rows.row("a", Verdict.AS_EXPECTED));
    Row again = Rows.row("a", Verdict.AS_EXPECTED);
    assertThrows(IllegalArgumentException.class, () -> summary.add(again));
  }

  @Test
  void aRowWithoutVerdictIsNotRead() throws IOException {
    Path file = Files.createDirectories(root.resolve("target/check")).resolve("summary.json");
    Files.writeString(file, "[{\"id\": \"a\"}]");
    assertThrows(IOException.class, () -> Summary.of(root, "check").rows());
  }
}
