package dev.stillframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/stillframe in a checkout of its own, with stand-ins for Maven and Java. */
final class LauncherTest {
  /** A stand-in for Java; what it does when it is asked for an archive of classes is left open. */
  private static final String JAVA =
      """
      #!/bin/sh
      shares=
      for option; do
        case $option in
          -XX:ArchiveClassesAtExit=*)
            echo asked >>"$0.log"
            file=${option#*=}
            %s
            exit 0;;
          -XX:SharedArchiveFile=*) shares=" with $(cat "${option#*=}")";;
        esac
      done
      shift $(($# - 2))
      echo "runs $*$shares"
      """;

  @TempDir Path directory;
  private Path checkout;
  private Path jar;

  @BeforeEach
  void setUp() throws Exception {
    checkout = directory.resolve("check out");
    for (String source : List.of("pom.xml", "impl/pom.xml", "conformance/pom.xml", "cli/pom.xml")) {
      write(source, "");
    }
    Files.createDirectories(checkout.resolve("impl/src/main"));
    Files.createDirectories(checkout.resolve("conformance/src/main"));
    Files.createDirectories(checkout.resolve("conformance/vectors"));
    Files.createDirectories(checkout.resolve("cli/src/main"));
    jar = checkout.resolve("cli/target/stillframe.jar");
    executable("bin/stillframe", Files.readString(Path.of("../bin/stillframe")));
    executable("bin/share-classes", Files.readString(Path.of("../bin/share-classes")));
    executable("bin/missing-tool", "#!/bin/sh\n");
    executable("jdk/bin/java", JAVA.formatted(""));
    executable("mvn", "#!/bin/sh\necho builds; mkdir -p \"${0%/*}/cli/target\"\n");
  }

  private Path write(String name, String content) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void executable(String name, String content) throws IOException {
    Files.setPosixFilePermissions(
        write(name, content), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Program run() throws IOException {
    Path link = directory.resolve("link");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, checkout.resolve("bin/stillframe"));
    }
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", checkout.resolve("jdk").toString(),
            "MVN", checkout.resolve("mvn").toString());
    return Program.start(directory, environment, List.of(link.toString(), "inspect", "a b"));
  }

  @Test
  void itBuildsWhenASourceIsNewerAndTellsOnStandardError() throws Exception {
    try (Program first = run()) {
      assertEquals(0, first.exitCode(), first::toString);
      assertEquals("runs inspect a b", first.out().strip());
      assertTrue(first.err().contains("builds"), first::toString);
    }
    try (Program second = run()) {
      assertEquals(0, second.exitCode(), second::toString);
      assertEquals("", second.err());
    }
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 2000);
    Files.setLastModifiedTime(write("cli/src/main/Newer.java", ""), later);
    try (Program third = run()) {
      assertEquals(0, third.exitCode(), third::toString);
      assertTrue(third.err().contains("builds"), third::toString);
    }
  }

  private void assertRuns(String says, int asked) throws Exception {
    try (Program command = run()) {
      assertEquals(0, command.exitCode(), command::toString);
      assertEquals(says, command.out().strip());
    }
    Path log = checkout.resolve("jdk/bin/java.log");
    assertEquals(asked, Files.readAllLines(log).size());
    try (Stream<Path> left = Files.list(jar.getParent())) {
      assertEquals(2, left.count(), "the jar and its archive, nothing else");
    }
  }

  @Test
  void eachJarIsStartedWithAnArchiveOfItsClasses() throws Exception {
    executable("jdk/bin/java", JAVA.formatted("echo classes >\"$file\""));
    assertRuns("runs inspect a b with classes", 2); // One host that saves, and one that restores.
    assertRuns("runs inspect a b with classes", 2);
    Path archive = checkout.resolve("cli/target/stillframe.jsa");
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(archive).toMillis() + 2000);
    Files.setLastModifiedTime(jar, later);
    Files.writeString(archive, "old");
    Files.setLastModifiedTime(archive, FileTime.fromMillis(later.toMillis() - 2000));
    assertRuns("runs inspect a b with classes", 4);
  }

  @Test
  void aVirtualMachineThatMakesNoArchiveIsNotAskedAgain() throws Exception {
    assertRuns("runs inspect a b", 2);
    assertRuns("runs inspect a b", 2);
  }

  @Test
  void aBuildThatFailsIsAnErrorOfTheCommand() throws Exception {
    executable("mvn", "#!/bin/sh\nexit 1\n");
    try (Program command = run()) {
      assertEquals(125, command.exitCode(), command::toString);
    }
    executable("bin/missing-tool", "#!/bin/sh\necho install a JDK\n");
    try (Program command = run()) {
      assertEquals(125, command.exitCode(), command::toString);
      assertTrue(command.err().contains("install a JDK"), command::toString);
    }
  }
}
