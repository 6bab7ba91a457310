package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
      for option; do
        # The shell that supervises reads standard error, and standard output is the user's error.
        case $option in -Dstillframe.launcher=*) echo "sf: exit 0" >&2;; esac
      done
      shift $(($# - 2))
      echo "runs $*$shares"
      """;

  /** A stand-in for the compiler of a newer JDK. */
  private static final String JAVAC =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo javac 22.0.1; exit; fi
      if [ -e "$0.fails" ]; then echo it does not compile >&2; exit 1; fi
      echo compiles >>"$0.log"
      while [ "$1" != -d ]; do shift; done
      mkdir -p "$2"
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
    executable("bin/supervise", Files.readString(Path.of("../bin/supervise")));
    executable("bin/missing-tool", "#!/bin/sh\n");
    executable("jdk/bin/java", String.format(Locale.ROOT, JAVA, ""));
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
    return run(Map.of(), List.of("inspect", "a b"));
  }

  private Program run(Map<String, String> more, List<String> arguments) throws IOException {
    Path link = directory.resolve("link");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, checkout.resolve("bin/stillframe"));
    }
    Map<String, String> environment = new HashMap<>(more);
    environment.put("JAVA_HOME", checkout.resolve("jdk").toString());
    environment.put("MVN", checkout.resolve("mvn").toString());
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(arguments);
    return Program.start(directory, environment, command);
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
    executable("jdk/bin/java", String.format(Locale.ROOT, JAVA, "echo classes >\"$file\""));
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

  /** The module, with stand-ins for the programs of a newer JDK. */
  private void addRemap(String newerJdk) throws Exception {
    executable("bin/newer-jdk", newerJdk);
    executable("bin/remap-jar", Files.readString(Path.of("../bin/remap-jar")));
    executable("newer/bin/javac", JAVAC);
    executable("newer/bin/jar", "#!/bin/sh\ntouch \"$3\"\n");
    executable(
        "newer/bin/java",
        "#!/bin/sh\nfor last; do :; done\necho \"newer runs $last\"\necho 'sf: exit 0' >&2\n");
    write("remap/src/main/java/Remap.java", "");
    write("remap/src/main/resources/services", "");
  }

  private Program runHost(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("host"));
    all.addAll(List.of(arguments));
    return run(Map.of("JDK25_HOME", checkout.resolve("newer").toString()), all);
  }

  @Test
  void remapCaptureIsRunByANewerJdkWithAJarOfItsOwn() throws Exception {
    addRemap(Files.readString(Path.of("../bin/newer-jdk")));
    for (String[] arguments :
        new String[][] {
          {"--capture", "remap", "a", "--", "b"}, {"--capture=remap", "a", "--", "b"}
        }) {
      try (Program command = runHost(arguments)) {
        assertEquals(0, command.exitCode(), command::toString);
        assertTrue(command.err().lines().anyMatch("newer runs b"::equals), command::toString);
      }
    }
    assertTrue(Files.exists(checkout.resolve("cli/target/stillframe-remap.jar")));
    List<String> compiled = Files.readAllLines(checkout.resolve("newer/bin/javac.log"));
    assertEquals(List.of("compiles"), compiled, "once");
  }

  /** What stands behind the mark is the client's. */
  @Test
  void otherCapturesAreRunByTheJavaAtHand() throws Exception {
    addRemap(Files.readString(Path.of("../bin/newer-jdk")));
    try (Program command = runHost("--capture", "triple", "--", "--capture", "remap")) {
      assertEquals(0, command.exitCode(), command::toString);
      assertTrue(command.err().lines().anyMatch("runs --capture remap"::equals), command::toString);
    }
  }

  @Test
  void withoutANewerJdkTheCommandSaysSo() throws Exception {
    addRemap("#!/bin/sh\n");
    List<String> real = Program.java("dev.stillframe.cli.command.Stillframe", List.of());
    executable(
        "jdk/bin/java",
        String.format(
            Locale.ROOT,
            """
        #!/bin/sh
        while [ "$1" != -jar ]; do
          case $1 in -D*) launcher=$1 ;; esac
          shift
        done
        shift 2
        exec '%s' $launcher '%s' "$@"
        """,
            real.get(0),
            String.join("' '", real.subList(1, real.size()))));
    // Both are there, so that nothing is built.
    write("cli/target/stillframe.jar", "");
    write("cli/target/stillframe.jsa", "");
    try (Program command = runHost("--capture", "remap", "a", "--", "true")) {
      assertEquals(125, command.exitCode(), command::toString);
      assertTrue(command.err().contains("--capture remap needs "), command::toString);
      assertEquals(1, command.err().lines().count(), command::toString);
    }
  }

  @Test
  void aModuleThatDoesNotCompileIsAnErrorOfTheCommand() throws Exception {
    addRemap(Files.readString(Path.of("../bin/newer-jdk")));
    write("newer/bin/javac.fails", "");
    try (Program command = runHost("--capture", "remap", "a", "--", "b")) {
      assertEquals(125, command.exitCode(), command::toString);
      assertTrue(command.err().contains("does not compile"), command::toString);
    }
    try (Stream<Path> left = Files.list(jar.getParent())) {
      assertEquals(1, left.count(), "the jar, nothing else");
    }
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
