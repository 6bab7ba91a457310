package dev.stillframe.modeltests.release;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Need;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Exploration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What the profile {@code release} left is whole, and a project outside that knows nothing else can
 * be built with it and run: {@code make release}.
 */
@Tag("release")
final class ReleaseTest {
  private static final String CLAIM = "release";
  private static final String PACKAGE_OF_OURS = "dev.stillframe.files";

  private final Path root = Checkout.root();
  private final Poms poms = new Poms(root);
  private final Path scratch = root.resolve("target/release");
  private final String version = poms.version();
  private final Path repository = Outside.repository(scratch.resolve("repository"));
  private final Path library = jars("impl").classes();
  private final Path command = root.resolve("cli/target/stillframe.jar");

  ReleaseTest() throws IOException {
    Outside.publish(repository, "stillframe-parent", version, root.resolve("pom.xml"), null);
    Outside.publish(repository, "stillframe", version, root.resolve("impl/pom.xml"), library);
  }

  private Jars jars(String module) throws IOException {
    return new Jars(root.resolve(module), poms.artifact(module), version);
  }

  @TestFactory
  Stream<DynamicTest> release() throws IOException {
    Checks checks = new Checks("release");
    for (String module : poms.published()) {
      checks.holds("jars-" + poms.artifact(module), CLAIM, whole(module));
    }
    return checks
        .fails("jars-of-what-is-internal", CLAIM, whole("examples"))
        .holds("runnable-jar", CLAIM, this::runnableJar)
        .holds("runnable-jar-on-terminal", CLAIM, this::runnableJarOnTerminal)
        .holds("outside-killed", CLAIM, this::outsideKilled)
        .holds("outside-under-the-host", CLAIM, this::outsideUnderTheHost)
        .fails("outside-uses-what-is-not-exported", CLAIM, this::outsideUsesWhatIsNotExported)
        .asPart("release");
  }

  private Exploration whole(String module) {
    return () -> {
      requireNone(module, jars(module).missing());
      return 1;
    };
  }

  private static void requireNone(String what, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new AssertionFailedError(what + " lacks " + String.join(", ", missing));
    }
  }

  private long runnableJar() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> entries = Jars.entries(command);
    for (String entry : List.of("META-INF/LICENSE", "META-INF/THIRD-PARTY")) {
      if (!entries.contains(entry)) {
        wrong.add(entry);
      }
    }
    try (JarFile jar = new JarFile(command.toFile())) {
      if (jar.getManifest().getMainAttributes().getValue("Main-Class") == null) {
        wrong.add("Main-Class");
      }
    }
    requireNone("stillframe.jar", wrong);
    Outside nowhere = outside("version");
    List<String> line = List.of(Outside.java(), "-jar", command.toString(), "--version");
    requirePrinted("stillframe " + version, nowhere.run(line));
    return 1;
  }

  /** A bar is shown while a port lets the judge wait: what draws it is in the jar. */
  private long runnableJarOnTerminal() throws IOException {
    if (Need.SCRIPT.find().isEmpty()) {
      throw new TestAbortedException(Need.SCRIPT.missing());
    }
    String judging =
        String.format(
            Locale.ROOT,
            "stty cols 77; %s -jar %s conform --timeout 3s -- tail -f /dev/null",
            Outside.java(),
            command);
    Outside.Ended ended =
        outside("terminal").run(List.of(Need.SCRIPT.label(), "-qec", judging, "/dev/null"));
    if (ended.code().orElse(-1) != 1 || !ended.printed().contains("\r\u001b[Kjudging")) {
      throw new AssertionFailedError("no bar in: " + ended);
    }
    return 1;
  }

  private Outside outside(String name) throws IOException {
    return new Outside(root.resolve("embed"), scratch.resolve(name), repository);
  }

  private Outside compiled(String name) throws IOException {
    Outside outside = outside(name);
    Outside.Ended ended = outside.compile();
    if (ended.code().orElse(-1) != 0) {
      throw new AssertionFailedError("it does not compile: " + firstError(ended));
    }
    return outside;
  }

  private static String firstError(Outside.Ended ended) {
    return ended
        .printed()
        .lines()
        .filter(line -> line.contains(".java:"))
        .findFirst()
        .orElse(ended.code().isEmpty() ? "it does not end" : "nothing is said");
  }

  /** What was printed before the kill is there when it starts again. */
  private long outsideKilled() throws IOException {
    Outside outside = compiled("killed");
    int lines = 5;
    List<String> before = outside.runAndKill(outside.program(library, "1000000000"), lines);
    if (before.size() < lines) {
      throw new AssertionFailedError("it ends by itself: " + before);
    }
    List<String> after = outside.runAndKill(outside.program(library, "1000000000"), 1);
    long last = number(before.get(lines - 1));
    if (after.isEmpty() || number(after.get(0)) < last) {
      throw new AssertionFailedError("it was at " + last + ", and after SIGKILL: " + after);
    }
    return lines;
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** The second run goes on where the first one ended. */
  private long outsideUnderTheHost() throws IOException {
    Outside outside = compiled("hosted");
    requirePrinted("goes on at 0", outside.run(hosted(outside, "1500")));
    requirePrinted("goes on at 1500", outside.run(hosted(outside, "3000")));
    return 2;
  }

  private List<String> hosted(Outside outside, String limit) {
    List<String> line = new ArrayList<>(List.of(Outside.java(), "-jar", command.toString()));
    line.addAll(List.of("host", "counter.snap", "--"));
    line.addAll(outside.program(library, limit));
    return line;
  }

  private static void requirePrinted(String text, Outside.Ended ended) {
    if (ended.code().orElse(-1) != 0 || !ended.printed().lines().anyMatch(text::equals)) {
      throw new AssertionFailedError("no '" + text + "' in: " + ended);
    }
  }

  /** The module's descriptor keeps what is ours from those outside. */
  private long outsideUsesWhatIsNotExported() throws IOException {
    Outside outside = outside("internal");
    String source = "src/main/java/com/example/Counter.java";
    String there = "import java.io.IOException;";
    outside.replace(source, there, "import " + PACKAGE_OF_OURS + ".Disk;\n" + there);
    Outside.Ended ended = outside.compile();
    if (ended.code().orElse(-1) == 0 || !ended.printed().contains(PACKAGE_OF_OURS)) {
      return 1;
    }
    throw new AssertionFailedError(firstError(ended));
  }
}
