package dev.stillframe.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that maps the newest image of a twin store, says so, and keeps it until it is killed.
 */
final class ReaderProcess implements AutoCloseable {
  private final Process process;

  private ReaderProcess(Process process) {
    this.process = process;
  }

  static ReaderProcess start(Path name) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            ReaderProcess.class.getName(),
            name.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (!"mapped".equals(line)) {
      throw new AssertionError("it says " + line);
    }
    return new ReaderProcess(process);
  }

  long pid() {
    return process.pid();
  }

  /** Kills it as SIGKILL does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    TwinReader reader = TwinReader.open(Path.of(arguments[0]));
    reader.look();
    System.out.println("mapped");
    System.in.read();
    reader.close();
  }
}
