package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs on their own, without a host. */
final class ProgramsTest {
  @TempDir Path directory;

  private Process start(Class<?> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("STILLFRAME_MEMORY");
    builder.environment().remove("LISTEN_FDS");
    return builder.directory(directory.toFile()).start();
  }

  private String run(int exitCode, Class<?> program, String... arguments) throws Exception {
    Process process = start(program, arguments);
    String output = process.inputReader().lines().collect(Collectors.joining("\n"));
    assertEquals(exitCode, process.waitFor(), output);
    return output;
  }

  @Test
  void theSieveCountsRight() throws Exception {
    for (String limitAndCount :
        List.of("1 0", "2 0", "3 1", "4096 564", "4097 564", "100000 9592")) {
      String[] words = limitAndCount.split(" ");
      Files.deleteIfExists(directory.resolve("primes.mem"));
      String output = run(0, Primes.class, words[0]);
      assertTrue(output.endsWith("found " + words[1] + " below " + words[0]), output);
    }
  }

  @Test
  void aKilledSieveGoesOnWhereItWas() throws Exception {
    Process first = start(Primes.class, "50000000");
    try (BufferedReader output = first.inputReader()) {
      String line = output.readLine();
      while (!line.matches("primes: [0-9]+ below [0-9]+")) {
        line = output.readLine();
      }
      first.destroyForcibly().waitFor();
      long progress = Long.parseLong(line.replaceAll(".* ", ""));
      String rest = run(0, Primes.class, "50000000");
      long resumed = Long.parseLong(rest.lines().findFirst().get().replaceAll(".* ", ""));
      assertTrue(resumed >= progress, rest);
      assertTrue(rest.endsWith("found 3001134 below 50000000"), rest);
    }
  }

  @Test
  void recordsGoOnAndNoticeWhatIsMissing() throws Exception {
    assertTrue(run(0, Records.class, "acks", "24", "32000", "500").endsWith("ends after 500"));
    String more = run(0, Records.class, "acks", "24", "32000", "600");
    assertTrue(more.contains("goes on after 500") && more.endsWith("ends after 600"), more);
    Files.delete(directory.resolve("records.mem"));
    String lost = run(1, Records.class, "acks", "24", "32000", "700");
    assertTrue(lost.contains("record 600 was acknowledged, and the newest recovered is 0"), lost);
  }

  @Test
  void wrongArgumentsGiveTheUsage() throws Exception {
    assertTrue(run(2, Primes.class, "many").contains("usage"));
    assertTrue(run(2, Records.class).contains("usage"));
    assertTrue(run(2, Records.class, "acks", "1", "2").contains("usage"));
    assertTrue(run(2, Demo.class).contains("usage"));
  }

  @Test
  void aRecordVouchesForEachOfItsBytes() {
    RecordCodec codec = new RecordCodec(100);
    for (int length : new int[] {24, 25, 31, 32, 77, 100}) {
      codec.encode(7, length);
      byte[] record = Arrays.copyOf(codec.bytes(), length);
      assertEquals(7, RecordCodec.sequenceOf(record));
      for (int at = 0; at < length; at++) {
        byte[] torn = record.clone();
        torn[at] ^= 1;
        assertThrows(BrokenRecordException.class, () -> RecordCodec.sequenceOf(torn));
      }
      byte[] cut = Arrays.copyOf(record, length - 1);
      assertThrows(BrokenRecordException.class, () -> RecordCodec.sequenceOf(cut));
    }
  }
}
