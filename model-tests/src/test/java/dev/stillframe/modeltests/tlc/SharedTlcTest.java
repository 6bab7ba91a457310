package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.shared.SharedJvms;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that configurations share gives what one of its own does, or its answer does not count. */
class SharedTlcTest {
  /** As TLC prints when it has found nothing wrong. */
  private static final String GREEN =
      """
      @!@!@STARTMSG 2193:0 @!@!@
      Model checking completed. No error has been found.
      @!@!@ENDMSG 2193 @!@!@
      @!@!@STARTMSG 2199:0 @!@!@
      6 states generated, 5 distinct states found, 0 states left on queue.
      @!@!@ENDMSG 2199 @!@!@
      """;

  /** So many of the models below check no liveness. */
  private static final int SHARED = 5;

  private final Path specs;

  SharedTlcTest() throws Exception {
    specs = TinySpecs.directory();
  }

  /** Says that all is well, and ends before it answers. */
  static final class EndsInTheMiddle {
    private EndsInTheMiddle() {}

    public static void main(String[] args) throws IOException {
      DataInputStream requests = new DataInputStream(System.in);
      requests.readUnsignedByte();
      Files.writeString(Path.of(requests.readUTF()), GREEN);
      System.exit(0);
    }
  }

  /** The same, and answers with an exit code that is no conclusion of TLC's. */
  static final class AnswersNonsense {
    private AnswersNonsense() {}

    public static void main(String[] args) throws IOException {
      DataInputStream requests = new DataInputStream(System.in);
      requests.readUnsignedByte();
      Files.writeString(Path.of(requests.readUTF()), GREEN);
      System.out.write(new byte[] {0, 0, 0, 1});
      System.out.flush();
      System.in.readAllBytes();
    }
  }

  @Test
  void eachKindGivesTheSameInBoth() throws Exception {
    List<Model> models =
        List.of(
            TinySpecs.positive("holds", 4, 5, "Skip"),
            TinySpecs.negative("skips", "BoundInv"),
            TinySpecs.negative("shrinks", "GrowProp"),
            TinySpecs.model(Kind.POSITIVE, "Grid", "grid", null, 441L, 841L),
            TinySpecs.positive("stuck", 4, 4),
            TinySpecs.negative("refines", "RefinesProp"),
            TinySpecs.negative("starves", "ReturnProp"));
    int shared = 0;
    for (int round = 0; round < 2; round++) {
      for (Model model : models) {
        Tlc.Run run = Tlc.run(specs, model);
        Tlc.Run alone = Tlc.runAlone(specs, model);
        assertFalse(alone.isShared());
        assertEquals(alone.output().findings(), run.output().findings(), model.id());
        assertTrue(run.findsWhat(alone), model.id());
        shared += run.isShared() ? 1 : 0;
      }
    }
    assertEquals(2 * SHARED, shared);
  }

  @Test
  void otherFindingsAreTold() throws Exception {
    Tlc.Run skips = Tlc.run(specs, TinySpecs.negative("skips", "BoundInv"));
    Tlc.Run shrinks = Tlc.run(specs, TinySpecs.negative("shrinks", "GrowProp"));
    assertFalse(skips.findsWhat(shrinks));
  }

  @Test
  void inWhichOrderASpecPrintsSaysNothing() {
    TlcOutput there = new TlcOutput("<<1, \"a\">>\n<<2, \"b\">>\n");
    assertEquals(there.findings(), new TlcOutput("<<2, \"b\">>\n<<1, \"a\">>\n").findings());
    assertNotEquals(there.findings(), new TlcOutput("<<2, \"b\">>\n").findings());
    assertEquals(
        List.of("<<1, \"a\">>"),
        there.findings().without(new TlcOutput("<<2, \"b\">>\n").findings()).printed());
  }

  @Test
  void oneThatEndsInTheMiddleMakesNothingGreen() throws Exception {
    assertIsRunAgain(EndsInTheMiddle.class);
  }

  @Test
  void oneThatDoesNotConcludeMakesNothingGreen() throws Exception {
    assertIsRunAgain(AnswersNonsense.class);
  }

  private void assertIsRunAgain(Class<?> main) throws Exception {
    Model claimed = TinySpecs.positive("skips", 5, 6);
    SharedJvms jvms = new SharedJvms(Tlc.SHARED_CLASS_PATH, main);
    Tlc.Run run = Tlc.run(specs, claimed, jvms);
    assertFalse(run.isShared());
    Row row = Judge.judge(specs, claimed, run);
    assertEquals(Verdict.FELL_SHORT, row.verdict());
    assertEquals("should hold, but BoundInv is violated", row.detail());
  }
}
