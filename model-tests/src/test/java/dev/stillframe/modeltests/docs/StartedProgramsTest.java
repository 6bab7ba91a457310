package dev.stillframe.modeltests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No check starts a program by its bare name, except through {@link
 * dev.stillframe.evidence.Programs}, which knows the package that brings it. A check that starts
 * another one is red on a machine without that package, and nowhere else.
 */
class StartedProgramsTest {
  /** The first word is a path, or is resolved. */
  private static final Pattern START =
      Pattern.compile(
          "new ProcessBuilder\\((?!\\s*(Programs\\.resolve\\(|\"/|java,"
              + "|Path\\.of\\(System\\.getProperty\\(\"java\\.home\"\\)|path\\.resolve\\())");

  /** These start what users name, or the Java that they run in, and have no library for checks. */
  private static final Set<String> OTHERS =
      Set.of(
          "supervise/ChildProcess.java",
          "conformance/PortProcess.java",
          "examples/Demo.java",
          "examples/DemoOutput.java",
          "examples/ProgramsTest.java",
          "examples/RemapSnapshot.java",
          "remap/World.java",
          "store/ReaderProcess.java");

  private static List<String> complaints(String file, String source) {
    List<String> complaints = new ArrayList<>();
    Matcher start = START.matcher(source);
    while (start.find()) {
      int line = (int) source.substring(0, start.start()).lines().count();
      complaints.add(file + ":" + line + " starts a program that nobody has looked for");
    }
    return complaints;
  }

  @Test
  void whatChecksStartIsLookedFor() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Checkout.root(), 12)) {
      sources =
          files
              .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
              .filter(file -> !file.toString().matches(".*/(target|bench)/.*"))
              .toList();
    }
    assertTrue(sources.size() > 100, sources.size() + " sources");
    List<String> complaints = new ArrayList<>();
    for (Path source : sources) {
      String name = source.getParent().getFileName() + "/" + source.getFileName();
      if (!OTHERS.contains(name)) {
        complaints.addAll(complaints(name, Files.readString(source)));
      }
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void aBareNameIsSeen() {
    String start = "new " + "ProcessBuilder";
    assertEquals(
        List.of("a.java:2 starts a program that nobody has looked for"),
        complaints("a.java", "{\n  " + start + "(\"kill\", \"-KILL\", pid);"));
    assertEquals(1, complaints("a.java", start + "(\n    command)").size());
    assertEquals(List.of(), complaints("a.java", start + "(\"/bin/sh\", \"-c\", x)"));
    assertEquals(List.of(), complaints("a.java", start + "(Programs.resolve(command))"));
  }
}
