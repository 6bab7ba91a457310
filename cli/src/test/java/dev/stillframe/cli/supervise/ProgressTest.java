package dev.stillframe.cli.supervise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What people see while something takes long, and what is left of it. */
final class ProgressTest {
  private static final int COLUMNS = 60;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, false, UTF_8);

  private Progress progress(long steps, Duration moment, Supplier<OptionalInt> columns) {
    return new Progress("judging", steps, moment, columns, out);
  }

  private Progress shown(long steps) {
    return progress(steps, Duration.ZERO, () -> OptionalInt.of(COLUMNS));
  }

  /** The last line as a terminal has it: what came behind the last return to its beginning. */
  private String line() {
    String all = shown.toString(UTF_8);
    return all.substring(all.lastIndexOf('\r') + 1).replace("\u001b[K", "");
  }

  @Test
  void aLineSaysHowFarItIsAndIsGoneAtTheEnd() throws Exception {
    try (Progress progress = shown(3)) {
      progress.step();
      progress.step();
      Await.until("two of three are shown", () -> line().contains("2/3"));
      assertTrue(line().startsWith("judging"), line());
      assertTrue(line().length() < COLUMNS, line());
    }
    assertEquals("", line());
  }

  @Test
  void whatIsPrintedMeanwhileHasALineOfItsOwn() throws Exception {
    try (Progress progress = shown(3)) {
      Await.until("it is shown", () -> line().contains("0/3"));
      progress.above(() -> out.println("said"));
      assertTrue(shown.toString(UTF_8).contains("\r\u001b[Ksaid" + System.lineSeparator()));
      assertTrue(line().startsWith("judging"), line());
    }
  }

  @Test
  void aWorkOfUnknownLengthShowsOnlyTheTime() throws Exception {
    try (Progress progress = shown(Progress.UNKNOWN)) {
      Await.until("it is shown", () -> line().contains("judging"));
      assertTrue(line().contains("0:00:0"), line());
      progress.step();
    }
  }

  @Test
  void nothingIsShownWhereThereIsNoTerminal() throws Exception {
    boolean[] isAsked = {false};
    try (Progress progress =
        progress(
            3,
            Duration.ZERO,
            () -> {
              isAsked[0] = true;
              return OptionalInt.empty();
            })) {
      Await.until("it looks for a terminal", () -> isAsked[0]);
      progress.step();
      progress.above(() -> out.print("said"));
    }
    assertEquals("said", shown.toString(UTF_8));
  }

  @Test
  void whatIsSoonDoneIsNotShown() throws Exception {
    boolean[] isAsked = {false};
    Supplier<OptionalInt> terminal =
        () -> {
          isAsked[0] = true;
          return OptionalInt.of(COLUMNS);
        };
    try (Progress progress = new Progress("soon", 3, Duration.ofHours(1), terminal, out)) {
      Await.until("it waits, or looks for a terminal", () -> isWaiting() || isAsked[0]);
      progress.step();
    }
    Await.until("it is over", () -> thread().isEmpty());
    assertFalse(isAsked[0]);
    assertEquals("", shown.toString(UTF_8));
  }

  private static Optional<Thread> thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("progress of soon"))
        .findFirst();
  }

  private static boolean isWaiting() {
    return thread().map(Thread::getState).filter(Thread.State.TIMED_WAITING::equals).isPresent();
  }
}
