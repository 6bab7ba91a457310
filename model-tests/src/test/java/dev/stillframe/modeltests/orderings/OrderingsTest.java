package dev.stillframe.modeltests.orderings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.orderings.Orderings.Engines;
import dev.stillframe.modeltests.weak.Ordering;
import dev.stillframe.modeltests.weak.TripleOrdering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of orderings agrees with the tree; and each way to disagree is noticed. */
class OrderingsTest {
  private static final String SOURCE = "impl/src/main/java/queue/Writer.java";
  private static final String TABLE = "docs/orderings.md";
  private static final Engines ENGINES =
      new Engines(Set.of("no-publish"), Set.of("simulate-q-publish"), Set.of("stress-publish"));

  @TempDir Path root;

  @Test
  void theTreeAgrees() throws IOException {
    Path tree = Checkout.root();
    Set<String> simulated =
        Stream.concat(
                Arrays.stream(Ordering.values()).map(Ordering::row),
                Arrays.stream(TripleOrdering.values()).map(TripleOrdering::row))
            .collect(Collectors.toSet());
    Engines engines = new Engines(negatives(tree), simulated, stressed(tree));
    assertEquals(List.of(), Orderings.disagreements(tree, modes(), engines));
  }

  private static Map<String, String> modes() throws IOException {
    return SeamTable.read(Checkout.root(), SeamTable.SEAM).modes();
  }

  private static Set<String> negatives(Path tree) throws IOException {
    Set<String> ids = new HashSet<>();
    Path manifest = tree.resolve("spec-tla/manifest.json");
    for (JsonNode model : new ObjectMapper().readTree(manifest.toFile()).get("models")) {
      if (model.get("kind").asText().equals("negative")) {
        ids.add(model.get("id").asText());
      }
    }
    return ids;
  }

  private static Set<String> stressed(Path tree) throws IOException {
    Pattern check = Pattern.compile("@Check\\(\\s*id = \"([^\"]+)\"");
    try (Stream<Path> files = Files.walk(tree.resolve("stress/src/main/java"))) {
      return files
          .filter(Files::isRegularFile)
          .map(OrderingsTest::read)
          .flatMap(source -> check.matcher(source).results())
          .map(match -> match.group(1))
          .collect(Collectors.toSet());
    }
  }

  @BeforeEach
  void smallTree() {
    write(
        SOURCE,
        """
        class Writer {
          void publish() {
            // [q.offset] the place.
            memory.setOpaque(0, 1);
            // [q.publish] Publish: release.
            memory.setRelease(8, 2);
          }
        }
        """);
    write(
        TABLE,
        """
        | id | word | who | mode | step | serves | without it | falls in | simulated | jcstress |
        |---|---|---|---|---|---|---|---|---|---|
        | q.offset | offset | client | opaque | - | Q1 | - | - | - | - |
        | q.publish | length | client | release | `Q!Publish` | Q1 | no-publish | weak \
        | simulate-q-publish | stress-publish |
        """);
    write("spec-tla/Q.tla", "Publish ==\n  TRUE\n");
  }

  @Test
  void aSmallTreeAgrees() {
    assertFound();
  }

  @Test
  void anAccessWithoutAnId() {
    replace(SOURCE, "    // [q.offset] the place.\n", "");
    assertFound("queue/Writer.java:3 has no id: opaque", "q.offset is the row of no access");
  }

  @Test
  void anIdDoesNotReachIntoTheNextMethod() {
    replace(SOURCE, "  }\n}", "  }\n  void more() {\n    memory.releaseFence();\n  }\n}");
    assertFound("queue/Writer.java:9 has no id: release fence");
  }

  @Test
  void anIdWithoutARow() {
    replace(SOURCE, "[q.offset]", "[q.ofset]");
    assertFound(
        "queue/Writer.java:4 has an id without a row: q.ofset", "q.offset is the row of no access");
  }

  @Test
  void anAccessInAnotherModeThanItsRow() {
    replace(SOURCE, "setRelease", "setOpaque");
    assertFound("queue/Writer.java:6 is opaque, its row says release");
  }

  @Test
  void eachAtomicUpdateHasAModeOfItsOwn() {
    replace(
        SOURCE,
        "memory.setRelease(8, 2);",
        "memory.compareAndSetRelease(8, 1, 2);\n    memory.getAndAddOpaque(8, 2);\n"
            + "    memory.getAndAddAcquire(8, 2);\n    memory.getAndAddRelease(8, 2);");
    assertFound(
        "queue/Writer.java:6 is compare-and-set release, its row says release",
        "queue/Writer.java:7 is add opaque, its row says release",
        "queue/Writer.java:8 is add acquire, its row says release",
        "queue/Writer.java:9 is add release, its row says release");
  }

  @Test
  void anAccessBesideTheSeam() {
    replace(
        SOURCE, "memory.setOpaque(0, 1);", "memory.setOpaque(0, 1);\n    VarHandle.fullFence();");
    assertFound("queue/Writer.java:5 has no id: beside the seam");
  }

  @Test
  void aRowThatNamesWhatNobodyRuns() {
    replace(TABLE, "no-publish", "no-such");
    replace(TABLE, "simulate-q-publish", "simulate-no-such");
    replace(TABLE, "| stress-publish", "| stress-no-such");
    replace(TABLE, "`Q!Publish`", "`Q!NoSuch`");
    assertFound(
        "q.publish names no-such, which is no negative configuration",
        "q.publish names simulate-no-such, which is no row of the simulation",
        "q.publish names stress-no-such, which is no row of jcstress",
        "q.publish has a step that no spec defines: `Q!NoSuch`");
  }

  @Test
  void anOrderingThatNothingShowsToBeNecessary() {
    replace(
        TABLE,
        "`Q!Publish` | Q1 | no-publish | weak | simulate-q-publish",
        "- | Q1 | - | weak | -");
    assertFound(
        "q.publish has no configuration without it",
        "q.publish is not weakened in the simulation",
        "q.publish has no step in a spec");
  }

  @Test
  void aRowTwiceAndARowTooShort() {
    write(TABLE, read(root.resolve(TABLE)) + "| q.offset | offset |\n" + row() + row());
    assertFound(
        "q.offset has 2 cells, not 10", "q.more has two rows", "q.more is the row of no access");
  }

  private static String row() {
    return "| q.more | offset | client | opaque | - | Q1 | - | - | - | - |\n";
  }

  private void assertFound(String... complaints) {
    try {
      assertEquals(List.of(complaints), Orderings.disagreements(root, modes(), ENGINES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(String file, String text, String by) {
    String content = read(root.resolve(file));
    if (!content.contains(text)) {
      throw new IllegalArgumentException(text);
    }
    write(file, content.replace(text, by));
  }

  private void write(String file, String content) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
