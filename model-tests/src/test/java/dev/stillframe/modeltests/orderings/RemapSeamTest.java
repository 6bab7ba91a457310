package dev.stillframe.modeltests.orderings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.NewerJdk;
import dev.stillframe.modeltests.orderings.ByteCode.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The module {@code remap} accesses the memory as its table says. Its classes are read and never
 * loaded, for they are those of a newer JDK: from the class path, where mutants are, or compiled
 * here.
 */
class RemapSeamTest {
  private static final Path PACKAGE = Path.of("dev/stillframe/remap");

  /** What these access is memory of their own; the last is a client's program. */
  private static final Set<String> OWN = Set.of("Linux", "Userfault", "Watchdog", "RemapPrimes");

  @TempDir private static Path compiled;

  private static SeamTable table;
  private static Set<String> accesses;
  private static Map<String, List<Step>> methods;

  @BeforeAll
  static void readClasses() throws Exception {
    Path root = Checkout.root();
    table = SeamTable.read(root, SeamTable.REMAP);
    accesses = SeamTable.read(root, SeamTable.SEAM).modes().keySet();
    methods = methods(onClassPath().orElseGet(() -> compile(root)));
  }

  private static Optional<Path> onClassPath() throws Exception {
    var found = RemapSeamTest.class.getResource("/dev/stillframe/remap/RemapWords.class");
    return found == null
        ? Optional.empty()
        : Optional.of(Path.of(URI.create(found.toString())).getParent());
  }

  private static Path compile(Path root) {
    try {
      Optional<NewerJdk> jdk = NewerJdk.find(root);
      assumeTrue(jdk.isPresent(), Need.JDK_22.missing());
      Path module = root.resolve("remap");
      List<String> names;
      try (Stream<Path> files = Files.list(module.resolve("src/main/java").resolve(PACKAGE))) {
        names = files.map(f -> f.getFileName().toString().replace(".java", "")).toList();
      }
      jdk.orElseThrow().compile(module, names, Program.classPath(), compiled);
      return compiled.resolve(PACKAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<Step>> methods(Path classes) throws IOException {
    Map<String, List<Step>> all = new HashMap<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String type = file.getFileName().toString().replaceFirst("[$.].*", "");
        ByteCode.methods(Files.readAllBytes(file))
            .forEach(
                (name, steps) ->
                    all.merge(
                        type + "." + name,
                        steps,
                        (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
      }
    }
    return all;
  }

  private static boolean reachesMemory(Step step) {
    return switch (step.owner()) {
      case "dev/stillframe/memory/WordMemory", "dev/stillframe/memory/BufferMemory" ->
          accesses.contains(step.name());
      case "dev/stillframe/memory/PagedImage" -> step.name().equals("copy");
      case "dev/stillframe/remap/RemapClient$Transaction" -> true;
      case "java/lang/foreign/MemorySegment" -> step.name().matches("(get|set|copy|fill).*");
      default -> step.owner().equals("java/lang/invoke/VarHandle");
    };
  }

  private static void assertDone(String method) {
    String complaint = table.complaint(method, methods);
    if (complaint != null) {
      fail(complaint);
    }
  }

  @Test
  void require() {
    assertDone("RemapWords.require");
  }

  @Test
  void isWithinTransaction() {
    assertDone("RemapWords.isWithinTransaction");
  }

  @Test
  void configure() {
    assertDone("RemapWords.configure");
  }

  @Test
  void transaction() {
    assertDone("RemapClient.transaction");
  }

  @Test
  void protect() {
    assertDone("Snapshot.protect");
  }

  @Test
  void copyPage() {
    assertDone("Snapshot.copyPage");
  }

  @Test
  void nothingElseReachesTheMemory() {
    Map<String, List<Step>> shared = new HashMap<>(methods);
    shared.keySet().removeIf(method -> OWN.contains(method.split("\\.")[0]));
    assertEquals(List.of(), table.complaints(shared, RemapSeamTest::reachesMemory));
  }

  @Test
  void anAccessBesideTheTableIsFound() {
    for (Step step :
        List.of(
            new Step("dev/stillframe/memory/BufferMemory", "getOpaque"),
            new Step("dev/stillframe/memory/WordMemory", "acquireFence"),
            new Step("java/lang/foreign/MemorySegment", "setAtIndex"),
            new Step("java/lang/invoke/VarHandle", "fullFence"))) {
      List<String> complaints =
          table.complaints(Map.of("Snapshot.peek", List.of(step)), RemapSeamTest::reachesMemory);
      assertTrue(
          complaints.contains("Snapshot.peek reaches memory and has no row: " + step),
          complaints::toString);
    }
  }
}
