package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Committer;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client asks of the system while it commits: nothing. */
final class SystemCallsTest {
  /** What a virtual machine does to a thread that only computes, when it stops it. */
  private static final Set<String> VIRTUAL_MACHINE =
      Set.of("futex", "rt_sigreturn", "sched_yield", "mprotect", "madvise", "membarrier");

  @TempDir Path directory;

  @BeforeAll
  static void straceIsThere() {
    assumeTrue(Need.STRACE.find().isPresent(), Need.STRACE.missing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "triple"})
  void aCommitMakesNone(String what) throws Exception {
    assertEquals(List.of(), callsDuring(what));
  }

  @Test
  void oneThatWasMadeIsSeen() throws Exception {
    assertTrue(callsDuring("queue-synced").contains("fdatasync"));
  }

  private List<String> callsDuring(String what) throws Exception {
    Path trace = directory.resolve("trace");
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", trace.toString()));
    Path memory = directory.resolve("memory");
    command.addAll(Program.java(Committer.class.getName(), List.of(what, memory.toString())));
    try (Program program = Program.start(directory, Map.of(), command)) {
      assertEquals(0, program.exitCode(), program::toString);
    }
    return between(Files.readAllLines(trace));
  }

  /** Returns the names of the calls of the thread that commits, each once, without the VM's. */
  private static List<String> between(List<String> trace) throws IOException {
    int begin = find(trace, Committer.BEGIN);
    int end = find(trace, Committer.END);
    String thread = trace.get(begin).split(" +", 2)[0];
    return trace.subList(begin + 1, end).stream()
        .map(line -> line.split(" +", 2))
        .filter(parts -> parts[0].equals(thread) && Character.isLowerCase(parts[1].charAt(0)))
        .map(parts -> parts[1].substring(0, parts[1].indexOf('(')))
        .filter(call -> !VIRTUAL_MACHINE.contains(call))
        .distinct()
        .toList();
  }

  private static int find(List<String> trace, String mark) throws IOException {
    for (int i = 0; i < trace.size(); i++) {
      if (trace.get(i).contains(mark)) {
        return i;
      }
    }
    throw new IOException("the trace has no " + mark);
  }
}
