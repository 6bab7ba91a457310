package dev.stillframe.stress;

import dev.stillframe.evidence.Programs;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress in a virtual machine of its own, which leaves its files where it was started, and
 * reads what it found.
 */
public final class Jcstress {
  /** How many states are alive at a time: strides, and states in a stride. */
  public static final int STRIDES = 8;

  public static final int STRIDE = 64;

  private static final String RESULTS = "jcstress-results-*.bin.gz";

  private final Path directory;

  /** Its files go to a directory: the results, the log, and {@code html}. */
  Jcstress(Path directory) {
    this.directory = directory;
  }

  /** Runs the tests whose names match; passes its lines on; returns its exit code. */
  int run(String regex, List<String> options, Consumer<String> lines)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, RESULTS)) {
      for (Path results : old) {
        Files.delete(results);
      }
    }
    Process process =
        new ProcessBuilder(Programs.resolve(command(regex, options)))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    Path log = directory.resolve("jcstress.log");
    try (BufferedReader out = process.inputReader();
        BufferedWriter copy = Files.newBufferedWriter(log)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        copy.write(line);
        copy.newLine();
        lines.accept(line);
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static List<String> command(String regex, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of("-t", regex, "-r", "html"));
    command.addAll(List.of("-strideCount", "" + STRIDES, "-strideSize", "" + STRIDE));
    command.addAll(options);
    return command;
  }

  /** The child has another working directory. */
  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Returns one result for each virtual machine that ran; none if it did not come to run any. */
  List<TestResult> results() throws IOException {
    List<TestResult> results = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, RESULTS)) {
      for (Path file : files) {
        results.addAll(read(file));
      }
    }
    return results;
  }

  private static List<TestResult> read(Path file) throws IOException {
    List<TestResult> results = new ArrayList<>();
    DiskReadCollector reader = new DiskReadCollector(file.toString(), results::add);
    try {
      reader.dump();
    } catch (ClassNotFoundException e) {
      throw new IOException(file + " is of another version of jcstress", e);
    } finally {
      reader.close();
    }
    return results;
  }
}
