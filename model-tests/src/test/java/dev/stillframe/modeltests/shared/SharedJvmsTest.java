package dev.stillframe.modeltests.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tlc2.TLC;

/** A JVM that is gone has answered nothing, and the next one does what it is asked. */
class SharedJvmsTest {
  private static final int VIOLATED = 12;
  private static final long LIMIT = 60;

  private final SharedJvms jvms =
      new SharedJvms(place(SharedTlc.class) + File.pathSeparator + place(TLC.class));

  @TempDir private Path scratch;

  @AfterEach
  void end() {
    jvms.close();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path printed(String name) {
    return scratch.resolve(name + ".printed");
  }

  private OptionalInt run(String module, String config, long seconds) throws Exception {
    Path specs = Path.of(getClass().getResource("/tlc/Counter.tla").toURI()).getParent();
    List<String> arguments =
        List.of(
            "-tool",
            "-fp",
            "0",
            "-metadir",
            Files.createTempDirectory(scratch, "states").toString(),
            "-config",
            config + ".cfg",
            "-workers",
            "1",
            module);
    return jvms.run(specs, arguments, printed(config), seconds);
  }

  private CompletableFuture<OptionalInt> startEndless() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run("Endless", "endless", LIMIT);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitSearch() throws IOException, InterruptedException {
    while (!Files.exists(printed("endless"))
        || !Files.readString(printed("endless")).contains("Finished computing initial states")) {
      Thread.sleep(10);
    }
  }

  @Test
  void whatAKilledOneWasDoingIsNotDone() throws Exception {
    CompletableFuture<OptionalInt> endless = startEndless();
    awaitSearch();
    assertEquals(1, jvms.handles().size());
    assertTrue(jvms.handles().get(0).destroyForcibly());
    assertEquals(OptionalInt.empty(), endless.get());
    assertEquals(OptionalInt.of(VIOLATED), run("Counter", "skips", LIMIT));
  }

  @Test
  void oneThatWasKilledWhileItHadNothingToDoIsAskedNothing() throws Exception {
    assertEquals(OptionalInt.of(VIOLATED), run("Counter", "skips", LIMIT));
    ProcessHandle idle = jvms.handles().get(0);
    idle.destroyForcibly();
    idle.onExit().get();
    assertEquals(OptionalInt.of(VIOLATED), run("Counter", "skips", LIMIT));
  }

  @Test
  void timeThatIsUpIsNoAnswer() throws Exception {
    assertThrows(TimeoutException.class, () -> run("Endless", "endless", 2));
    assertEquals(OptionalInt.of(VIOLATED), run("Counter", "skips", LIMIT));
  }

  @Test
  void livenessIsDeclined() throws Exception {
    assertEquals(OptionalInt.empty(), run("Counter", "starves", LIMIT));
    assertEquals(OptionalInt.of(VIOLATED), run("Counter", "skips", LIMIT));
  }

  @Test
  void itEndsWithItsInput() throws Exception {
    CompletableFuture<OptionalInt> endless = startEndless();
    awaitSearch();
    ProcessHandle jvm = jvms.handles().get(0);
    jvms.endInputs();
    jvm.onExit().get();
    assertEquals(OptionalInt.empty(), endless.get());
  }
}
