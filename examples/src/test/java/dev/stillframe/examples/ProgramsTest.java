package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.ByteBuffer;
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
  void serversAnswerFromWhatTheManagerPublished() throws Exception {
    String before = run(1, ZoneServer.class, "zones", "published", "answers", "1");
    assertTrue(before.contains("zones.lock"), before);
    run(0, ZoneManager.class, "zones", "published", "3");
    String answers = run(0, ZoneServer.class, "zones", "published", "answers", "100");
    assertTrue(answers.startsWith("server: answers from version 3\n"), answers);
    assertTrue(answers.matches("(?s).*\nserver: ends after [0-9]+ answers, at version 3"), answers);
    assertTrue(Acknowledged.open(directory.resolve("answers")).get() >= 100);
    assertTrue(run(0, ZoneManager.class, "zones", "published", "1").contains("goes on after 3"));
    Acknowledged.open(directory.resolve("published")).set(6);
    String lost = "version 6 was published, and the newest found is 4";
    assertTrue(run(1, ZoneManager.class, "zones", "published").contains(lost));
    assertTrue(run(1, ZoneServer.class, "zones", "published", "answers").contains(lost));
  }

  @Test
  void wrongArgumentsGiveTheUsage() throws Exception {
    assertTrue(run(2, Primes.class, "many").contains("usage"));
    assertTrue(run(2, PrimeCounter.class, "many").contains("usage"));
    assertTrue(run(2, PrimeCounter.class, "7").contains("run it under stillframe host"));
    assertTrue(run(2, Records.class).contains("usage"));
    assertTrue(run(2, Records.class, "acks", "1", "2").contains("usage"));
    assertTrue(run(2, Demo.class).contains("usage"));
    assertTrue(run(2, Settings.class).contains("usage"));
    assertTrue(run(2, ZoneManager.class, "zones").contains("usage"));
    assertTrue(run(2, ZoneServer.class, "zones", "published").contains("usage"));
  }

  @Test
  void zonesVouchForEachOfTheirBytes() {
    for (long serial : new long[] {1, 2, 64, 1000}) {
      ByteBuffer image = ZoneImage.of(serial);
      assertEquals(serial, ZoneImage.serialOf(image));
      for (int at = 4096; at < image.capacity(); at += 509) {
        image.put(at, (byte) ~image.get(at));
        assertThrows(BrokenRecordException.class, () -> ZoneImage.serialOf(image));
        image.put(at, (byte) ~image.get(at));
      }
      for (int page = 1; page < image.capacity() / 4096; page++) {
        image.put(page * 4096, ZoneImage.of(serial + 1), page * 4096, 4096);
      }
      assertThrows(BrokenRecordException.class, () -> ZoneImage.serialOf(image));
    }
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
