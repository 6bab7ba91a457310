package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures in docs/performance.md are those of the sources that are there. */
final class HotPathsTest {
  @TempDir Path copy;

  @Test
  void thePageNamesTheClassesThatHaveChangedSince() throws IOException {
    Path root = Checkout.root();
    String page = Files.readString(root.resolve("docs/performance.md"));
    String changes = HotPaths.changes(page, root);
    assertTrue(page.contains(changes), () -> "the page has to say: " + changes);
  }

  @Test
  void codeCountsAndCommentsDoNot() throws IOException {
    for (String name : HotPaths.CLASSES) {
      Path file = HotPaths.file(copy, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "class A { int f() { return 1; } }");
    }
    String page = HotPaths.stamp(copy);
    String unchanged = HotPaths.changes(page, copy);
    assertTrue(unchanged.startsWith("No class"), unchanged);
    for (String name : HotPaths.CLASSES) {
      Path file = HotPaths.file(copy, name);
      Files.writeString(file, "class A { /* a\n * b */ int f() {\n return 1; // c\n } }");
      assertEquals(unchanged, HotPaths.changes(page, copy), name);
      Files.writeString(file, "class A { int f() { return 2; } }");
      assertTrue(
          HotPaths.changes(page, copy).endsWith(": `" + name.replaceAll(".*/", "") + "`."), name);
      Files.writeString(file, "class A { int f() { return 1; } }");
    }
  }
}
