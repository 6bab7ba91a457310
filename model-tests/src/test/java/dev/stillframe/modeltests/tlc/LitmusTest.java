package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.Litmus.Instruction;
import dev.stillframe.modeltests.tlc.Litmus.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The list of litmus tests is whole, and a model whose outcomes are not just the allowed ones is
 * noticed. The models themselves run in {@link ModelCheckTest}.
 */
class LitmusTest {
  private static final Path SPECS = Checkout.root().resolve("spec-tla");

  private static final Litmus ONE =
      new Litmus(
          List.of(
              new Program(
                  "SB",
                  List.of(
                      List.of(write("x"), new Instruction("R", "y", null, null, "rlx")),
                      List.of(write("y"), new Instruction("R", "x", null, null, "rlx"))),
                  List.of(),
                  Map.of("SC", List.of("r0=0 r1=1", "r0=1 r1=0", "r0=1 r1=1")))));

  private static Instruction write(String loc) {
    return new Instruction("W", loc, null, 1, "rlx");
  }

  @Test
  void theModuleIsWrittenFromTheList() throws IOException {
    assertEquals(
        Litmus.read(SPECS).module(),
        Files.readString(SPECS.resolve("LitmusTests.tla")),
        "LitmusTests.tla is out of date; run: make litmus-tests");
  }

  @Test
  void theStressTestsAreWrittenFromTheList() throws IOException {
    assertEquals(
        LitmusClasses.source(Litmus.read(SPECS)),
        Files.readString(Checkout.root().resolve(LitmusClasses.FILE)),
        LitmusClasses.FILE + " is out of date; run: make litmus-tests");
  }

  @Test
  void everyModeIsChecked() throws IOException {
    Set<String> reporting =
        Manifest.read(SPECS).models().stream()
            .filter(Litmus::reports)
            .map(Litmus::mode)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(Litmus.MODES), reporting);
  }

  @Test
  void aWeakerModeAllowsMore() throws IOException {
    for (Program test : Litmus.read(SPECS).tests()) {
      assertEquals(Set.copyOf(Litmus.MODES), test.outcomes().keySet(), test.name());
      for (int i = 1; i < Litmus.MODES.size(); i++) {
        List<String> stronger = test.outcomes().get(Litmus.MODES.get(i - 1));
        List<String> weaker = test.outcomes().get(Litmus.MODES.get(i));
        assertTrue(weaker.containsAll(stronger), test.name() + " " + Litmus.MODES.get(i));
      }
    }
  }

  @Test
  void allAndOnlyWhatIsAllowed() {
    assertEquals(List.of(), complaints("SC", "0, 1", "1, 0", "1, 1", "0, 1"));
  }

  @Test
  void anOutcomeThatIsNotReached() {
    assertEquals(List.of("SB: allowed and not reached: 1, 0"), complaints("SC", "0, 1", "1, 1"));
  }

  @Test
  void anOutcomeThatIsForbidden() {
    assertEquals(
        List.of("SB: reached and not allowed: 0, 0"),
        complaints("SC", "0, 1", "0, 0", "1, 0", "1, 1"));
  }

  @Test
  void aRunOfAnotherMode() {
    assertEquals(
        List.of("SB: allowed and not reached: 0, 1; 1, 0; 1, 1", "TSO? is no test of SC"),
        complaints("TSO", "0, 1", "1, 0", "1, 1"));
  }

  @Test
  void aRunThatReportedNothing() {
    assertEquals(List.of("SB: allowed and not reached: 0, 1; 1, 0; 1, 1"), complaints("SC"));
  }

  private static List<String> complaints(String mode, String... outcomes) {
    String printed =
        List.of(outcomes).stream()
            .map(
                outcome ->
                    String.format(
                        Locale.ROOT, "<<\"outcome\", \"%s\", \"SB\", <<%s>>>>\n", mode, outcome))
            .collect(Collectors.joining());
    return ONE.complaints("SC", new TlcOutput(printed));
  }
}
