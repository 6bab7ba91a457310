package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.host.HostOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Command lines that are taken apart without picocli say what they say with it. */
final class HostArgumentsTest {
  private static final List<String> OPTIONS =
      List.of("--capture", "--size", "--interval", "--store", "--keep", "--sync", "--stats", "-k");
  private static final List<String> VALUES =
      List.of(
          "queue", "triple", "final", "Triple", "0", "64M", "4096", "1", "5s", "100ms", "0s",
          "twin", "replace", "journal", "2", "-1", "010", "batch", "end", "", "@x", "--stats", "--",
          "a=b");

  /** As picocli has it; empty if it would print something. */
  private static Optional<HostOptions> byPicocli(String... args) {
    HostCommand command = new HostCommand();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      boolean isHelp =
          line.parseArgs(Arrays.copyOfRange(args, 1, args.length)).isUsageHelpRequested();
      return isHelp ? Optional.empty() : Optional.of(command.arguments().options());
    } catch (ParameterException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void assertPlain(String... args) {
    Optional<HostOptions> plain = HostArguments.plain(args);
    assertTrue(plain.isPresent(), () -> "not plain: " + List.of(args));
    assertEquals(byPicocli(args), plain, () -> List.of(args).toString());
  }

  @Test
  void whatIsWrittenEveryDayIsPlain() {
    assertPlain("host", "state", "--", "true");
    assertPlain("host", "--interval", "2ms", "--store=twin", "a/state", "--", "sh", "-c", "exit 1");
    assertPlain("host", "--capture", "triple", "--size", "64M", "--sync=end", "s", "--", "c", "--");
    assertPlain("host", "--keep", "3", "--stats", "--capture", "final", "s", "--", "c", "--size");
  }

  @Test
  void whatIsPlainIsWhatPicocliSays() {
    Random random = new Random(1);
    int plain = 0;
    for (int i = 0; i < 3_000; i++) {
      List<String> words = new ArrayList<>(List.of("host"));
      for (int options = random.nextInt(4); options > 0; options--) {
        String option = OPTIONS.get(random.nextInt(OPTIONS.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        switch (random.nextInt(5)) {
          case 0 -> words.add(option);
          case 1, 2 -> words.add(option + "=" + value);
          default -> words.addAll(List.of(option, value));
        }
      }
      words.addAll(random.nextInt(8) > 0 ? List.of("state", "--") : List.of("state"));
      words.addAll(List.of("command", VALUES.get(random.nextInt(VALUES.size()))));
      String[] args = words.toArray(String[]::new);
      Optional<HostOptions> taken = HostArguments.plain(args);
      if (taken.isPresent()) {
        plain++;
        assertEquals(byPicocli(args), taken, words::toString);
      }
    }
    assertTrue(plain > 200, "only " + plain + " were plain");
  }
}
