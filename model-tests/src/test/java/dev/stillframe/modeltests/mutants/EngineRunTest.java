package dev.stillframe.modeltests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.mutants.EngineRun.Outcome;
import dev.stillframe.modeltests.mutants.EngineRun.Verdict;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a test that ran and failed is red. */
class EngineRunTest {
  private static final long GENEROUS = 120;

  @TempDir Path directory;

  private Outcome run(long timeout, String checksOf, Class<?>... tests)
      throws IOException, InterruptedException {
    Engine engine = new Engine("subjects", checksOf, null, timeout, Map.of());
    List<String> names = List.of(tests).stream().map(Class::getName).toList();
    return new EngineRun(Checkout.root(), directory).run(engine, names, null);
  }

  @Test
  void whatIsGreenAndWhatIsRed() throws IOException, InterruptedException {
    assertEquals(
        new Outcome(Verdict.GREEN, "1 tests are green"), run(GENEROUS, null, Subjects.Green.class));
    Outcome red = run(GENEROUS, null, Subjects.Green.class, Subjects.Red.class);
    assertEquals(
        new Outcome(Verdict.RED, "Red#fails: org.opentest4j.AssertionFailedError: as it should"),
        red);
    assertEquals(Verdict.RED, run(GENEROUS, null, Subjects.Throws.class).verdict());
  }

  @Test
  void aCheckThatThrowsHasCheckedNothing() throws IOException, InterruptedException {
    String name = Subjects.Throws.class.getName();
    assertEquals(Verdict.BROKEN, run(GENEROUS, name, Subjects.Throws.class).verdict());
    assertEquals(
        Verdict.RED, run(GENEROUS, Subjects.Red.class.getName(), Subjects.Red.class).verdict());
  }

  @Test
  void whatDoesNotRunIsNotRed() throws IOException, InterruptedException {
    for (Class<?> subject :
        List.of(
            Subjects.NotLinked.class,
            Subjects.NotSetUp.class,
            Subjects.Dies.class,
            Subjects.NoTests.class)) {
      assertEquals(Verdict.BROKEN, run(GENEROUS, null, subject).verdict(), subject::getName);
    }
    Engine engine = new Engine("subjects", null, null, GENEROUS, Map.of());
    EngineRun run = new EngineRun(Checkout.root(), directory);
    assertEquals(Verdict.BROKEN, run.run(engine, List.of("no.such.Test"), null).verdict());
  }

  @Test
  void whatLacksSomethingIsSkippedAndSaysWhat() throws IOException, InterruptedException {
    assertEquals(
        new Outcome(Verdict.SKIPPED, "no such kernel"), run(GENEROUS, null, Subjects.Aborts.class));
    assertEquals(
        Verdict.GREEN, run(GENEROUS, null, Subjects.Aborts.class, Subjects.Green.class).verdict());
  }

  @Test
  void whatDoesNotEndIsGivenUp() throws IOException, InterruptedException {
    assertEquals(Verdict.HANGS, run(2, null, Subjects.Endless.class).verdict());
  }
}
