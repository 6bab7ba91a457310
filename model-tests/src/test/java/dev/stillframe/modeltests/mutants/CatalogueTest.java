package dev.stillframe.modeltests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue agrees with the tree; so whoever changes a line that is mutated hears of it. */
class CatalogueTest {
  private static final Path ROOT = Checkout.root();
  private static final Path PATCHES = ROOT.resolve("mutants");
  private static final int LEAST = 40;
  private static final int LEAST_QUICK = 8;

  private final Catalogue catalogue;

  CatalogueTest() throws IOException {
    catalogue = Catalogue.read(ROOT);
  }

  @Test
  void everyPatchApplies() throws IOException {
    for (Mutant mutant : catalogue.mutants()) {
      assertFalse(
          Patch.read(PATCHES.resolve(mutant.id() + ".patch")).changed(ROOT).isEmpty(), mutant.id());
    }
  }

  @Test
  void everyPatchIsListedOnce() throws IOException {
    List<String> ids = catalogue.mutants().stream().map(Mutant::id).toList();
    try (Stream<Path> files = Files.list(PATCHES)) {
      Set<String> patches =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".patch"))
              .map(name -> name.substring(0, name.length() - ".patch".length()))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(patches, new TreeSet<>(ids));
    }
    assertEquals(ids.size(), new HashSet<>(ids).size(), "an id twice");
    assertTrue(ids.size() >= LEAST, "only " + ids.size());
    assertTrue(catalogue.select("quick", "").size() >= LEAST_QUICK);
  }

  @Test
  void whatAMutantNamesIsThere() throws IOException {
    Set<String> negatives = new HashSet<>();
    Path manifest = ROOT.resolve("spec-tla/manifest.json");
    for (JsonNode model : new ObjectMapper().readTree(manifest.toFile()).get("models")) {
      if (model.get("kind").asText().equals("negative")) {
        negatives.add(model.get("id").asText());
      }
    }
    for (Mutant mutant : catalogue.mutants()) {
      assertFalse(mutant.tests().isEmpty(), mutant.id());
      assertFalse(mutant.claims().isEmpty(), mutant.id());
      assertTrue(
          catalogue.engine(mutant.engine()).select().containsKey(mutant.subject()), mutant.id());
      assertTrue(mutant.spec() == null || negatives.contains(mutant.spec()), mutant.id());
    }
  }

  /** So that a test that is renamed or moved is missed here, and not only by make mutants. */
  @Test
  void everyTestThatIsNamedIsThere() throws ClassNotFoundException, IOException {
    for (String test : tests(null)) {
      String[] parts = test.split("#");
      Class<?> type = Class.forName(parts[0]);
      assertTrue(
          parts.length == 1
              || hasMethod(type, parts[1])
              || hasMethod(type.getSuperclass(), parts[1]),
          test);
    }
    for (String test : tests("remap")) {
      String[] parts = test.split("#");
      String file = "remap/src/test/java/" + parts[0].replace('.', '/') + ".java";
      if (Files.exists(ROOT.resolve(file))) {
        String source = Files.readString(ROOT.resolve(file));
        assertTrue(parts.length == 1 || source.contains(" void " + parts[1] + "("), test);
      } else { // A test of this module, for the classes of that one.
        Class<?> type = Class.forName(parts[0]);
        assertTrue(parts.length == 1 || hasMethod(type, parts[1]), test);
      }
    }
  }

  /** Returns the plain tests of a module's engines and mutants. */
  private List<String> tests(String module) {
    Set<Engine> engines =
        catalogue.engines().stream()
            .filter(engine -> engine.checksOf() == null)
            .filter(engine -> Objects.equals(module, engine.module()))
            .collect(Collectors.toSet());
    List<String> tests = new ArrayList<>();
    engines.forEach(engine -> engine.select().values().forEach(tests::addAll));
    catalogue.mutants().stream()
        .filter(mutant -> engines.contains(catalogue.engine(mutant.engine())))
        .forEach(mutant -> tests.addAll(mutant.tests()));
    return tests;
  }

  /** A mutant of one method says nothing about the test of another. */
  @Test
  void everyOrderedMethodOfTheSeamHasAMutant() {
    Set<String> killing =
        catalogue.mutants().stream()
            .flatMap(mutant -> mutant.tests().stream())
            .filter(test -> test.contains("orderings.SeamTest#"))
            .map(test -> test.split("#")[1])
            .collect(Collectors.toSet());
    Set<String> ordered =
        Stream.of(WordMemory.class.getMethods())
            .map(Method::getName)
            .filter(name -> !name.equals("size") && !name.endsWith("Bytes"))
            .collect(Collectors.toSet());
    assertTrue(killing.containsAll(ordered), killing::toString);
  }

  @Test
  void thePageSaysWhatTheMatrixDoes() throws IOException {
    Matrix matrix = Matrix.read(ROOT);
    Set<String> ids = catalogue.mutants().stream().map(Mutant::id).collect(Collectors.toSet());
    assertTrue(ids.containsAll(matrix.rows().keySet()), "a row of no mutant");
    assertTrue(
        matrix.rows().values().stream().allMatch(row -> row.containsValue("killed")),
        "a mutant that survives");
    assertEquals(matrix.page(catalogue), Files.readString(ROOT.resolve("docs/mutants.md")));
  }

  private static boolean hasMethod(Class<?> type, String name) {
    return Stream.of(type.getDeclaredMethods()).anyMatch(method -> method.getName().equals(name));
  }
}
