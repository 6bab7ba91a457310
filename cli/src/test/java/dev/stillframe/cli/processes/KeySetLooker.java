package dev.stillframe.cli.processes;

import dev.stillframe.FormatException;
import dev.stillframe.examples.MappedKeySet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at a set, in a thread that does nothing else, while another process truncates its file; and
 * again and again. It must live, and never believe what it read then.
 */
public final class KeySetLooker {
  private KeySetLooker() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    int clear = 0;
    int late = 0;
    for (int i = 0; i < rounds; i++) {
      KeySetWriter.numbered(i).set(file);
      try (MappedKeySet set = MappedKeySet.get(file)) {
        Throwable end = lookUntilTruncated(set, file, Integer.toString(i));
        if (end instanceof FormatException e && e.reason() == FormatException.Reason.TRUNCATED) {
          clear++;
        } else if (end instanceof InternalError) {
          late++; // what cannot be caught, except here
        } else {
          throw new AssertionError("a look ended in round " + i, end);
        }
      }
    }
    System.out.println(rounds + " rounds: " + clear + " clear, " + late + " late");
  }

  private static Throwable lookUntilTruncated(MappedKeySet set, Path file, String expected)
      throws Exception {
    AtomicReference<Throwable> end = new AtomicReference<>();
    CountDownLatch looking = new CountDownLatch(1);
    Thread looker = new Thread(() -> look(set, expected, looking, end));
    looker.setUncaughtExceptionHandler((thread, thrown) -> end.set(thrown));
    looker.start();
    looking.await();
    new ProcessBuilder("/bin/sh", "-c", ": > \"$1\"", "sh", file.toString())
        .inheritIO()
        .start()
        .waitFor();
    looker.join();
    return end.get();
  }

  private static void look(
      MappedKeySet set, String expected, CountDownLatch looking, AtomicReference<Throwable> end) {
    try {
      for (int i = 0; ; i = (i + 1) % KeySetWriter.KEYS) {
        Optional<String> value = set.value("key" + i);
        if (!value.equals(Optional.of(expected))) {
          throw new AssertionError("read " + value + " instead of " + expected);
        }
        looking.countDown();
      }
    } catch (IOException | Error e) {
      end.set(e);
    }
  }
}
