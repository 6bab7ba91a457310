package dev.stillframe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a living process has used so far, as the kernel counts it.
 *
 * @param cpuNanos time on a processor, of all its threads, in steps of 10 ms
 * @param read bytes that the kernel gave it by read calls
 * @param written bytes handed to the kernel by write calls
 */
record ProcessCost(long cpuNanos, long read, long written) {
  private static final long TICK_NANOS = 10_000_000;

  static ProcessCost of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return of(cpu(process.resolve("stat"), 14), process.resolve("io"));
  }

  /** What the children of this process have used that have ended. */
  static ProcessCost ofChildren() throws IOException {
    Path own = Path.of("/proc/self");
    // The kernel adds what they have read and written to what this process has.
    return of(cpu(own.resolve("stat"), 16), own.resolve("io"));
  }

  /**
   * A field and the next one, of user and of system; the second is a name in parentheses, which may
   * have blanks.
   */
  private static long cpu(Path stat, int field) throws IOException {
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[field - 3]) + Long.parseLong(fields[field - 2])) * TICK_NANOS;
  }

  private static ProcessCost of(long cpuNanos, Path io) throws IOException {
    List<String> lines = Files.readAllLines(io);
    return new ProcessCost(cpuNanos, bytes(lines, "rchar: "), bytes(lines, "wchar: "));
  }

  private static long bytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  ProcessCost minus(ProcessCost before) {
    return new ProcessCost(
        cpuNanos - before.cpuNanos, read - before.read, written - before.written);
  }
}
