package dev.stillframe.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.evidence.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host outlives whatever happens in a round, and says it. */
final class SteadyRoundsTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Reports reports = new Reports(new PrintStream(said, true, UTF_8));

  @TempDir Path directory;

  /** Rounds in which something is thrown. */
  private record Throwing(Supplier<? extends Throwable> what) implements Rounds {
    @Override
    public boolean round() {
      throw this.<RuntimeException>any();
    }

    @Override
    public Result lastRound(boolean isAlone) {
      throw this.<RuntimeException>any();
    }

    @SuppressWarnings("unchecked")
    private <T extends Throwable> T any() throws T {
      throw (T) what.get();
    }

    @Override
    public boolean hasSaved() {
      return false;
    }

    @Override
    public void verify() {}

    @Override
    public String statistics() {
      return "none";
    }
  }

  @Test
  void whateverIsThrownIsToldOnceAndTheHostGoesOn() throws IOException {
    List<Supplier<? extends Throwable>> all =
        List.of(
            () -> new OutOfMemoryError("Java heap space"),
            () -> new OutOfMemoryError("unable to create native thread"),
            StackOverflowError::new,
            () -> new NoClassDefFoundError("of a jar that was replaced"),
            () -> new InternalError("a fault occurred"),
            () -> new IllegalStateException("a defect"));
    for (Supplier<? extends Throwable> what : all) {
      said.reset();
      try (Rounds rounds = new SteadyRounds(new Throwing(what), reports)) {
        assertFalse(rounds.round());
        assertFalse(rounds.round());
        assertEquals(Rounds.Result.FAILED, rounds.lastRound(true));
        assertEquals("none", rounds.statistics());
      }
      String line = said.toString(UTF_8);
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.contains("a round failed, what is on disk stays"), line);
      assertTrue(
          line.contains(String.valueOf(what.get().getMessage())) || what.get().getMessage() == null,
          line);
      assertTrue(line.contains("ulimit -u") == (what.get() instanceof OutOfMemoryError), line);
    }
  }

  /** The kernel gives no room for the stack of another thread. */
  @Test
  void whereNoThreadCanBeStartedTheMemoryCountsAsUnreadable() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script = "ulimit -v 8000000 && exec \"$@\"";
    List<String> command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", script, "sh", java, "-Xmx64m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(SteadyRoundsTest.class.getName());
    command.add(Files.createFile(directory.resolve("holes")).toString());
    Process process =
        new ProcessBuilder(Programs.resolve(command)).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.contains("no thread to read the memory in"), out);
    assertTrue(out.contains("ulimit -u"), out);
  }

  /** Takes all addresses that a stack could have, and looks at a memory. */
  public static void main(String[] arguments) throws Exception {
    List<Object> taken = new ArrayList<>();
    try (FileChannel holes =
        FileChannel.open(
            Path.of(arguments[0]),
            java.nio.file.StandardOpenOption.READ,
            java.nio.file.StandardOpenOption.WRITE)) {
      for (long size = 1 << 30; size >= 1 << 19; ) {
        try {
          taken.add(holes.map(FileChannel.MapMode.READ_WRITE, 0, size));
        } catch (IOException | OutOfMemoryError e) {
          size /= 2;
        }
      }
    }
    try {
      System.out.println(Isolation.call(() -> "a thread was started"));
    } catch (IOException e) {
      System.out.println(e.getMessage() + " (beside " + taken.size() + " mappings)");
    }
  }
}
