package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A missing tool gives one line that says what to install, and exit code 2. */
class MissingToolTest {
  @TempDir Path path;

  @BeforeEach
  void onlyWhatMakeItselfNeeds() throws IOException {
    for (String tool : List.of("make", "sh", "find")) {
      Optional<Path> found = Programs.find(tool);
      assumeTrue(found.isPresent(), "no " + tool + " on the path");
      fake(tool, "exec " + found.get() + " \"$@\"");
    }
  }

  @Test
  void noCompiler() throws Exception {
    assertOneLine("needs a JDK 17 or newer and finds no javac: install one");
  }

  @Test
  void aCompilerThatIsTooOld() throws Exception {
    fake("javac", "echo 'javac 11.0.2'");
    assertOneLine("needs a JDK 17 or newer and finds javac 11.0.2: install one");
  }

  @Test
  void aCompilerOfTheOldNumbering() throws Exception {
    fake("javac", "echo 'javac 1.8.0_392' >&2");
    assertOneLine("needs a JDK 17 or newer and finds javac 1.8.0_392: install one");
  }

  @Test
  void whatAVirtualMachineSaysBeforeItsVersionIsNoVersion() throws Exception {
    fake("javac", "echo 'warning: Insufficient space for shared memory file: 22'; echo 'javac 25'");
    assertOneLine("needs Maven 3.8 or newer and finds no mvn: install it");
    fake("javac", "echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y' >&2; echo 'javac 11.0.2'");
    assertOneLine("needs a JDK 17 or newer and finds javac 11.0.2: install one");
  }

  @Test
  void noMaven() throws Exception {
    fake("javac", "echo 'javac 25'");
    assertOneLine("needs Maven 3.8 or newer and finds no mvn: install it");
  }

  private void assertOneLine(String message) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(path.resolve("make").toString(), "check");
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    Process make = builder.directory(Checkout.root().toFile()).redirectErrorStream(true).start();
    String printed = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, make.waitFor(), printed);
    assertEquals(1, printed.lines().count(), printed);
    assertTrue(printed.contains(message), printed);
  }

  private void fake(String tool, String script) throws IOException {
    Path file = Files.writeString(path.resolve(tool), "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
