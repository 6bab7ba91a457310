package dev.stillframe.modeltests.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.weak.Chooser.Exhaustive;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the shipped writer and capture on a simulated weak memory, through every execution that the
 * model allows: {@code make simulate}. With any one ordering weakened, some execution must violate
 * a claim.
 */
@Tag("simulate")
class SimulatedQueueTest {
  /**
   * Entries, bytes of the ring, lengths of the commits, whether the client may be killed once, and
   * captures in a row. Two slots wrap with the third commit; a commit that invalidates two entries
   * while a newer one stays needs four slots, and that a snapshot goes back needs two captures.
   */
  private record Bounds(QueueLayout layout, int[] lengths, boolean kills, int captures) {}

  private static final QueueLayout TWO = QueueLayout.of(2, 32);
  private static final QueueLayout FOUR = QueueLayout.of(4, 32);

  private static final List<Bounds> QUICK =
      List.of(
          new Bounds(FOUR, new int[] {8, 8, 8, 24}, false, 2),
          new Bounds(TWO, new int[] {8, 8, 8}, true, 1),
          new Bounds(TWO, new int[] {8, 16, 8}, true, 1),
          new Bounds(TWO, new int[] {16, 16, 16}, false, 2),
          new Bounds(TWO, new int[] {8, 8, 8, 8}, false, 2));

  private static final List<Bounds> STANDARD =
      List.of(
          new Bounds(TWO, new int[] {8, 16, 8, 16, 8}, true, 2),
          new Bounds(FOUR, new int[] {8, 8, 8, 24, 8}, true, 2));

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    Checks checks = new Checks("simulated weak memory");
    checks.holds("simulate-litmus", "memory model", SimulatedQueueTest::litmus);
    checks.holds("simulate-queue", "Q1 Q2 Q3 Q4", () -> explore(QUICK, Ordering.NONE));
    if (!System.getProperty("tier", "quick").equals("quick")) {
      checks.holds("simulate-queue-larger", "Q1 Q2 Q3 Q4", () -> explore(STANDARD, Ordering.NONE));
    }
    for (Ordering ordering : Ordering.values()) {
      if (ordering != Ordering.NONE) {
        String name = ordering.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String claim = ordering == Ordering.COMMIT_INVALIDATE ? "Q3" : "Q1";
        checks.fails("simulate-queue-" + name, claim, () -> explore(QUICK, ordering));
      }
    }
    return checks.asPart("simulate");
  }

  /** The machine allows just what {@code Memory.tla} allows, or nothing above says anything. */
  private static long litmus() throws IOException {
    List<LitmusProgram> programs = LitmusProgram.readAll();
    for (LitmusProgram program : programs) {
      assertEquals(program.allowed(), program.reached(), program.name());
    }
    return programs.size();
  }

  private static long explore(List<Bounds> all, Ordering weakened) throws IOException {
    long runs = 0;
    for (Bounds bounds : all) {
      SimulatedQueue queue =
          new SimulatedQueue(
              bounds.layout(), bounds.lengths(), bounds.kills(), bounds.captures(), weakened);
      Exhaustive everything = new Exhaustive();
      while (!everything.isExhausted()) {
        queue.run(everything);
        everything.backtrack();
        runs++;
      }
      if (queue.kept() == 0) {
        throw new IllegalStateException("no capture kept anything: nothing was checked");
      }
    }
    return runs;
  }
}
