package dev.stillframe.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** A process that recovers a journal, and says what came of it. */
final class JournalProcess {
  private JournalProcess() {}

  /** Runs it to its end; returns what it said. */
  static String run(Path name) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JournalProcess.class.getName(),
                name.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  public static void main(String[] arguments) {
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      System.out.println("recovered " + journal.recover(new UUID(1, 1)).durable());
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
