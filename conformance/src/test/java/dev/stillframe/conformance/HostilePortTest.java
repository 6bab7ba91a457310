package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.conformance.Judge.Task;
import java.io.File;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a port answers and leaves in its files, the judge says so and goes on. */
@Timeout(300)
final class HostilePortTest {
  private static final int[] GEOMETRY = {8, 64, 64};
  private static final int LONGEST = 20;
  private static final int ROUNDS = 20_000;

  private static List<String> mangled(long seed, int oneOf) throws URISyntaxException {
    List<String> command = new ArrayList<>(JudgeTest.javaPort());
    int path = command.indexOf("-cp") + 1;
    Path tests =
        Path.of(MangledPort.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.set(path, command.get(path) + File.pathSeparator + tests);
    command.set(path + 1, MangledPort.class.getName());
    command.add(Long.toString(seed));
    command.add(Integer.toString(oneOf));
    return command;
  }

  /** Each check is made, and none ends by an exception of the judge's own. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void thePortSpoilsAnswersAndFiles(long seed) throws Exception {
    Task task =
        new Task(
            mangled(seed, 12),
            Set.copyOf(Judge.PROTOCOLS),
            197,
            Duration.ofSeconds(20),
            seed,
            1,
            200);
    Judge judge = new Judge(task);
    List<Result> results = judge.run(result -> {});
    assertEquals(judge.size(), results.size());
    assertTrue(results.stream().filter(Result::isFailed).count() > 10, results::toString);
    results.forEach(result -> assertNotEquals(Judge.NO_RULE, result.rule(), result::detail));
  }

  /** What the request {@code run} leaves, with words that are something else. */
  @Test
  void aMemoryOfCommitsMayHoldAnything() throws Exception {
    Random random = new Random(5);
    int rejected = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] memory = QueueModel.fresh(GEOMETRY[0], GEOMETRY[1], GEOMETRY[2]).bytes();
      ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        int at =
            random.nextInt(3) == 0 ? 4096 + 8 * random.nextInt(16) : 8192 + 8 * random.nextInt(8);
        words.putLong(at, odd(random));
      }
      if (random.nextInt(8) == 0) {
        words.putLong(8 * random.nextInt(5), odd(random));
      }
      if (random.nextInt(16) == 0) {
        memory = Arrays.copyOf(memory, random.nextInt(memory.length + 100));
      }
      try {
        new NumberedCommits(GEOMETRY, LONGEST).newestOf(memory);
      } catch (FellShort e) {
        rejected++;
      }
    }
    assertTrue(rejected > ROUNDS / 10, "only " + rejected);
  }

  private static long odd(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(20);
      case 1 -> 1L << random.nextInt(64);
      case 2 -> (1L << random.nextInt(64)) - 1;
      case 3 -> Long.MAX_VALUE / 7919 + random.nextInt(3);
      default -> random.nextLong();
    };
  }

  /** What {@code take} answers. */
  @Test
  void recordsOfATakeMayBeAnything() {
    Random random = new Random(6);
    String[] words = {
      "1:increment:01",
      "64:base:",
      "999999999999999936:base:",
      "9:base",
      ":",
      "",
      "x:y:z",
      "1165084099341824:base:00",
      "18446744073709551615:increment:",
      "-64:base:",
      "64:base:4041"
    };
    int rejected = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder answer = new StringBuilder("ok taken");
      for (int n = random.nextInt(4); n >= 0; n--) {
        answer.append(' ').append(words[random.nextInt(words.length)]);
      }
      try {
        new NumberedRecords(LONGEST).persist(answer.toString());
      } catch (FellShort e) {
        rejected++;
      }
    }
    assertTrue(rejected > ROUNDS / 2, "only " + rejected);
  }

  /** A pipe or a device in the place of a file would be read for ever. */
  @Test
  void aDeviceAndAnEndlessFileAreNoFiles(@TempDir Path directory) throws Exception {
    assertFellShort(() -> PortFile.requireRegular(Path.of("/dev/zero")));
    assertFellShort(() -> PortFile.requireRegular(directory));
    Path large = directory.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertFellShort(() -> PortFile.read(large));
    Files.delete(large);
  }

  private static void assertFellShort(Executable executable) {
    FellShort e = assertThrows(FellShort.class, executable);
    assertEquals(Rule.LEAVE_FILES_OF_THE_FORMAT, e.rule());
  }
}
