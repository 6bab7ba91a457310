package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
  void theFiguresAreOfTheseSources() throws IOException {
    Path root = Checkout.root();
    String page = Files.readString(root.resolve("docs/performance.md"));
    String now = "<!-- measured with the sources " + HotPaths.fingerprint(root) + " -->";
    assertTrue(
        page.contains(now), () -> "run make bench on a quiet machine: the page lacks " + now);
  }

  @Test
  void codeCountsAndCommentsDoNot() throws IOException {
    for (String name : HotPaths.CLASSES) {
      Path file = HotPaths.file(copy, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "class A { int f() { return 1; } }");
    }
    String before = HotPaths.fingerprint(copy);
    for (String name : HotPaths.CLASSES) {
      Path file = HotPaths.file(copy, name);
      Files.writeString(file, "class A { /* a\n * b */ int f() {\n return 1; // c\n } }");
      assertEquals(before, HotPaths.fingerprint(copy), name);
      Files.writeString(file, "class A { int f() { return 2; } }");
      assertNotEquals(before, HotPaths.fingerprint(copy), name);
      Files.writeString(file, "class A { int f() { return 1; } }");
    }
  }
}
