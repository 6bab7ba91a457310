package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code bin/verify} runs is said by its arguments alone, and they are checked before anything
 * runs. Make and Java are programs that write down how they were called.
 */
class NarrowedRunTest {
  private static final List<String> NARROWING =
      List.of("SPEC", "T", "ID", "RUNS", "PORT", "SECONDS", "PARTS");

  @TempDir Path root;
  private Path tools;
  private Path earlier;

  private record Ended(int code, String printed, List<String> calls) {}

  @BeforeEach
  void scriptAndTools() throws IOException {
    Path bin = Files.createDirectory(root.resolve("bin"));
    Path script = Checkout.root().resolve("bin/verify");
    Files.copy(script, bin.resolve("verify"), StandardCopyOption.COPY_ATTRIBUTES);
    earlier = Files.createDirectories(root.resolve("target/verify")).resolve("exit-code");
    Files.writeString(earlier, "0");
    tools = Files.createDirectory(root.resolve("tools"));
    fake("make", "echo \"make${MAKEFLAGS:+ with $MAKEFLAGS}\" \"$@\" >>" + root + "/calls");
    fake("java", "echo \"java\" \"$@\" >>" + root + "/calls");
    fake("git", "echo revision");
  }

  private void fake(String tool, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(tool), "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Ended verify(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("bin/verify").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(Programs.resolve(command));
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeAll(NARROWING);
    builder.environment().remove("TIER");
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    Path calls = root.resolve("calls");
    return new Ended(code, printed, Files.exists(calls) ? Files.readAllLines(calls) : List.of());
  }

  private static String last(Ended ended) {
    return ended.calls().get(ended.calls().size() - 1);
  }

  @Test
  void argumentsNarrowARunAndItSaysSo() throws Exception {
    Ended ended = verify(Map.of(), "PARTS=check stress", "SPEC=queue-quick", "SEED=7", "T=");
    assertEquals(0, ended.code(), ended::printed);
    assertEquals(
        List.of(
            "make --no-print-directory build",
            "make --no-print-directory SPEC=queue-quick SEED=7 T= check",
            "make --no-print-directory SPEC=queue-quick SEED=7 T= stress"),
        ended.calls().subList(0, 3));
    assertTrue(
        last(ended).contains("--tier=quick --narrowed=PARTS=check stress, SPEC=queue-quick"),
        ended::toString);
    assertTrue(last(ended).contains(" check=0@"), ended::toString);
    assertFalse(last(ended).contains(" traces=0@"), ended::toString);
  }

  @Test
  void theEnvironmentNarrowsNothing() throws Exception {
    for (String name : NARROWING) {
      Files.deleteIfExists(root.resolve("calls"));
      Ended ended = verify(Map.of(name, "check", "MAKEFLAGS", name + "=check"));
      assertEquals(0, ended.code(), ended::printed);
      assertTrue(last(ended).contains("--tier=quick --narrowed= "), ended::toString);
      assertTrue(last(ended).contains(" mutants=0@"), ended::toString);
      assertFalse(ended.calls().toString().contains("with"), ended::toString);
    }
  }

  @Test
  void makeTakesNoneOfThemFromTheEnvironmentEither() throws Exception {
    Optional<Path> make = Programs.find("make");
    assumeTrue(make.isPresent(), "no make on the path");
    String[] parts = {"check", "mutants", "conformance", "chaos", "stress", "fuzz"};
    List<String> words = new ArrayList<>(List.of(parts));
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("SPEC", "ID", "PORT", "RUNS", "T", "SECONDS")) {
      words.add(name + "=narrow");
      environment.put(name, "narrow");
    }
    String asked = make(make.get(), Map.of(), words.toArray(String[]::new));
    assertEquals(7, asked.split("'narrow'", -1).length - 1, asked); // ID is of two parts.
    assertFalse(make(make.get(), environment, parts).contains("'narrow'"));
  }

  @Test
  void makeHandsThemAllOn() throws Exception {
    Optional<Path> make = Programs.find("make");
    assumeTrue(make.isPresent(), "no make on the path");
    List<String> words = new ArrayList<>(List.of("verify"));
    NARROWING.forEach(name -> words.add(name + "=narrow"));
    String printed = make(make.get(), Map.of(), words.toArray(String[]::new));
    for (String name : NARROWING) {
      assertTrue(printed.contains(" " + name + "='narrow'"), printed);
    }
  }

  @Test
  void makeKnowsItsTiers() throws Exception {
    Optional<Path> make = Programs.find("make");
    assumeTrue(make.isPresent(), "no make on the path");
    assertTrue(make(make.get(), Map.of(), "TIER=deep", "check").contains("-Dtier='deep'"));
    for (String tier : List.of("quikc", "quick deep", "")) {
      String printed = make(make.get(), Map.of(), "TIER=" + tier, "check");
      assertTrue(printed.contains("no tier is called '" + tier + "'"), printed);
      assertFalse(printed.contains("ConsoleLauncher"), printed);
    }
    String printed = make(make.get(), Map.of("TIER", "all"), "check");
    assertTrue(printed.contains("no tier is called 'all'"), printed);
  }

  /** What make would run. */
  private static String make(Path make, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(make.toString(), "--dry-run"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(Programs.resolve(command));
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeAll(NARROWING);
    builder.environment().keySet().removeAll(List.of("TIER", "MAKEFLAGS", "MFLAGS"));
    builder.environment().putAll(environment);
    Process process = builder.directory(Checkout.root().toFile()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whatItDoesNotKnowIsRefusedBeforeAnythingRuns() throws Exception {
    Map<String, String> refused =
        Map.of(
            "TIER=quikc", "no tier is called 'quikc'",
            "PARTS=check strss", "no part is called 'strss'",
            "PARTS=verify", "no part is called 'verify'",
            "TEIR=deep", "it has no argument 'TEIR=deep'",
            "deep", "it has no argument 'deep'",
            "--require-tier=all", "no tier is called 'all'");
    for (Map.Entry<String, String> one : refused.entrySet()) {
      assertRefused(one.getValue(), verify(Map.of(), one.getKey()));
    }
    assertRefused("no tier is called 'all'", verify(Map.of("TIER", "all")));
  }

  private void assertRefused(String message, Ended ended) {
    assertEquals(2, ended.code(), ended::printed);
    assertTrue(ended.printed().contains("bin/verify: " + message), ended::printed);
    assertEquals(1, ended.printed().lines().count(), ended::printed);
    assertEquals(List.of(), ended.calls());
    assertTrue(Files.exists(earlier), "what an earlier run left is gone");
  }

  @Test
  void whatIsRequiredIsHandedOn() throws Exception {
    Ended ended = verify(Map.of("TIER", "standard"), "--require-tier=standard");
    assertTrue(last(ended).contains("--tier=standard --narrowed= --require-tier=standard"));
    assertTrue(last(ended).contains(" fuzz=0@"), ended::toString);
  }
}
