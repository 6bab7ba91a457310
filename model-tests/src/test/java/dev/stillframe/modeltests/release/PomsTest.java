package dev.stillframe.modeltests.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** What is published says of itself what Maven Central demands, and its users name its version. */
final class PomsTest {
  private static final Path ROOT = Checkout.root();

  private final Poms poms = new Poms(ROOT);

  @Test
  void theLibraryTheJudgeAndTheCommandArePublished() throws IOException {
    assertEquals(List.of("impl", "conformance", "cli"), poms.published());
  }

  @Test
  void theirPomsAreComplete() throws IOException {
    Document parent = poms.pom("");
    assertEquals(List.of(), Poms.missing(parent, parent));
    for (String module : poms.published()) {
      assertEquals(List.of(), Poms.missing(parent, poms.pom(module)), module);
    }
  }

  @Test
  void whatIsLeftOutIsMissed() throws IOException {
    for (String path : Poms.OWN) {
      assertEquals(List.of(path), Poms.missing(poms.pom(""), without(path, poms.pom("impl"))));
    }
    for (String path : Poms.INHERITED) {
      assertEquals(List.of(path), Poms.missing(without(path, poms.pom("")), poms.pom("impl")));
    }
  }

  private static Document without(String path, Document pom) {
    List<Node> found = Poms.nodes(pom, "/project/" + path);
    assertTrue(!found.isEmpty(), path);
    found.forEach(node -> node.getParentNode().removeChild(node));
    return pom;
  }

  @Test
  void theLibraryHasNoDependency() throws IOException {
    List<String> scopes = Poms.texts(poms.pom("impl"), "/project/dependencies/dependency/scope");
    int all = Poms.nodes(poms.pom("impl"), "/project/dependencies/dependency").size();
    assertTrue(all > 0 && scopes.size() == all && scopes.stream().allMatch("test"::equals));
  }

  @Test
  void theProjectOutsideAndTheReadmeNameThisVersion() throws IOException {
    String version = poms.version();
    Document outside = poms.pom("embed");
    assertEquals(version, Poms.text(outside, "/project/dependencies/dependency/version"));
    assertEquals("", Poms.text(outside, "/project/parent"), "it is no part of our build");
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertTrue(readme.contains("<version>" + version + "</version>"), version);
  }
}
