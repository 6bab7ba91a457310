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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/stillframe in a checkout of its own, with stand-ins for Maven and Java. */
final class LauncherTest {
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
    executable("bin/missing-tool", "#!/bin/sh\n");
    executable("jdk/bin/java", "#!/bin/sh\nshift $(($# - 2)); echo \"runs $*\"\n");
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
