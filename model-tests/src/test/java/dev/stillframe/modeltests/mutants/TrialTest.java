package dev.stillframe.modeltests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part falls short where it has to. */
class TrialTest {
  private static final String WRITER_TEST = "dev.stillframe.queue.QueueWriterTest";
  private static final String REFUSED = WRITER_TEST + "#aCommitOfNothingIsRefusedAndChangesNothing";

  private static final String HEADER =
      """
      --- a/impl/src/main/java/dev/stillframe/queue/QueueWriter.java
      +++ b/impl/src/main/java/dev/stillframe/queue/QueueWriter.java
      @@ -1,1 +1,1 @@
      """;

  private static final String REFUSES_NOTHING =
      """
      -    if (length == 0 || length > room()) {
      +    if (length > room()) {
      """;

  private static final String CHANGES_NOTHING =
      """
      -    if (length == 0 || length > room()) {
      +    if (0 == length || length > room()) {
      """;

  @TempDir Path directory;

  private Trial.Result judge(String patch, String test, String hangs)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("one.patch"), HEADER + patch);
    Mutant mutant =
        new Mutant("one", "", "queue", List.of(), null, "unit", List.of(test), false, hangs);
    Engine unit = new Engine("unit", null, null, 120, Map.of("queue", List.of(WRITER_TEST)));
    Catalogue catalogue = new Catalogue(List.of(unit), List.of(mutant));
    return new Trial(Checkout.root(), directory, directory, catalogue).judge(mutant);
  }

  private static void assertResult(Verdict verdict, String why, Trial.Result result) {
    assertEquals(verdict, result.verdict(), result::toString);
    assertTrue(result.why().contains(why), result::toString);
  }

  @Test
  void aMutantIsKilled() throws IOException, InterruptedException {
    assertResult(
        Verdict.AS_EXPECTED,
        "killed by unit: QueueWriterTest#aCommitOfNothing",
        judge(REFUSES_NOTHING, REFUSED, null));
  }

  @Test
  void aMutantThatChangesNothingSurvives() throws IOException, InterruptedException {
    assertResult(Verdict.FELL_SHORT, "survives all engines", judge(CHANGES_NOTHING, REFUSED, null));
  }

  @Test
  void aMutantThatOthersKillThanTheManifestSaysFallsShort()
      throws IOException, InterruptedException {
    String other = WRITER_TEST + "#offsetsFarOutOfRangeAreRefused";
    assertResult(
        Verdict.FELL_SHORT,
        "not kill it as the manifest says",
        judge(REFUSES_NOTHING, other, null));
  }

  @Test
  void aPatchThatDoesNotApplyFallsShort() throws IOException, InterruptedException {
    assertResult(
        Verdict.FELL_SHORT, "no longer applies", judge("-no such line\n+another\n", REFUSED, null));
    assertResult(Verdict.FELL_SHORT, "more than once", judge("-  }\n+  }}\n", REFUSED, null));
    assertResult(
        Verdict.FELL_SHORT,
        "does not compile",
        judge("-    if (length == 0 || length > room()) {\n", REFUSED, null));
  }

  @Test
  void anEngineThatIsNotGreenWithoutAMutantSaysNothing() throws IOException, InterruptedException {
    String red = Subjects.Red.class.getName();
    assertResult(
        Verdict.INCONCLUSIVE, "is not green without a mutant", judge(REFUSES_NOTHING, red, null));
  }

  @Test
  void anEngineThatDoesNotStartSaysNothing() throws IOException, InterruptedException {
    assertResult(
        Verdict.INCONCLUSIVE, "is not green", judge(REFUSES_NOTHING, "no.such.Test", null));
  }
}
