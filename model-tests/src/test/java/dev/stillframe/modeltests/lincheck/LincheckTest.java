package dev.stillframe.modeltests.lincheck;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.Checks.Exploration;
import dev.stillframe.queue.StampedPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * Linearizability of the shipped writer and reader of the queue, and of client and host of the
 * triple buffer: {@code make model-tests}. The property {@code tier} (quick, standard, deep) says
 * how much of it.
 *
 * <p>The model checker runs over an array, because it sees no access to a mapping; its schedules
 * are sequentially consistent. The stress mode runs over two mappings and shows what this hardware
 * and this compiler do. Each must catch the canaries, else its silence about the queue would mean
 * nothing.
 */
@Tag("lincheck")
public class LincheckTest {
  private static final String PART = "model-tests";

  private static final String CLAIM = "Q1 Q4";

  /**
   * How many times more random scenarios a canary gets. It ends when it is caught, which is late on
   * a busy machine, where threads seldom meet.
   */
  private static final int PATIENCE = 20;

  /** Random scenarios beside the chosen ones, and executions of each scenario at most. */
  private record Effort(int scenarios, int modelChecked, int stressed) {}

  private static final Effort EFFORT =
      switch (System.getProperty("tier", "quick")) {
        case "quick" -> new Effort(2, 700, 2000);
        case "standard" -> new Effort(10, 6000, 20_000);
        case "deep" -> new Effort(50, 30_000, 100_000);
        default -> throw new IllegalArgumentException("tier is quick, standard or deep");
      };

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return all().declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all().asPart(PART);
  }

  private static Checks all() {
    return new Checks("lincheck")
        .holds("lincheck-model-2-entries", CLAIM, modelCheck(OverArray.TwoEntries.class))
        .holds("lincheck-model-4-entries", CLAIM, modelCheck(OverArray.FourEntries.class))
        .fails(
            "lincheck-model-published-before-data",
            CLAIM,
            modelCheck(OverArray.PublishedBeforeData.class))
        .fails("lincheck-model-not-invalidated", CLAIM, modelCheck(OverArray.NotInvalidated.class))
        .holds("lincheck-stress-2-entries", CLAIM, stress(OverMapping.TwoEntries.class, 1))
        .holds("lincheck-stress-4-entries", CLAIM, stress(OverMapping.FourEntries.class, 1))
        .fails(
            "lincheck-stress-published-before-data",
            CLAIM,
            stress(OverMapping.PublishedBeforeData.class, PATIENCE))
        .fails(
            "lincheck-stress-not-invalidated",
            CLAIM,
            stress(OverMapping.NotInvalidated.class, PATIENCE))
        .holds("lincheck-model-triple", "T1", modelCheckTriple(TripleOperations.Shipped.class))
        .fails(
            "lincheck-model-triple-offered-before-record",
            "T1",
            modelCheckTriple(TripleOperations.OfferedBeforeRecord.class));
  }

  private static Exploration modelCheck(Class<?> queue) {
    return () -> check(queue, modelChecking());
  }

  private static Exploration modelCheckTriple(Class<?> triple) {
    return () ->
        check(triple, TripleSpecification.class, Scenarios.ofTriple(triple), modelChecking());
  }

  private static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .iterations(EFFORT.scenarios())
        .invocationsPerIteration(EFFORT.modelChecked())
        // What moves bytes within a word touches nothing shared: no thread switches in it.
        .addGuarantee(ignored(ArrayMemory.class))
        .addGuarantee(ignored(StampedPayload.class));
  }

  private static ManagedStrategyGuarantee ignored(Class<?> type) {
    return ManagedStrategyGuaranteeKt.forClasses(type.getName())
        .methods("withBytes", "putBytesOf", "at", "offsetOf")
        .ignore();
  }

  private static Exploration stress(Class<?> queue, int times) {
    StressOptions options =
        new StressOptions()
            .iterations(times * EFFORT.scenarios())
            .invocationsPerIteration(EFFORT.stressed());
    return () -> check(queue, options);
  }

  private static long check(Class<?> queue, Options<?, ?> options) throws IOException {
    return check(queue, QueueSpecification.class, Scenarios.of(queue), options);
  }

  private static long check(
      Class<?> type,
      Class<?> specification,
      List<ExecutionScenario> scenarios,
      Options<?, ?> options)
      throws IOException {
    // Three commits against three reads use slots and bytes again; see QueueOperations.
    options.threads(2).actorsBefore(2).actorsPerThread(3).actorsAfter(1);
    options.sequentialSpecification(specification).verifier(CountingVerifier.class);
    options.minimizeFailedScenario(false);
    scenarios.forEach(options::addCustomScenario);
    CountingVerifier.takeCount();
    try {
      options.check(type);
      return CountingVerifier.takeCount();
    } catch (LincheckAssertionError e) {
      // Anything else that Lincheck finds, such as a hang, is no proof that it sees a race.
      if (!e.getMessage().contains("Invalid execution results")) {
        throw e;
      }
      throw new AssertionFailedError(
          String.format(
              Locale.ROOT,
              "not linearizable, after %,d executions: %s",
              CountingVerifier.takeCount(),
              report(type, e)));
    }
  }

  /** Leaves what Lincheck says about the execution beside the rows, and returns where. */
  private static Path report(Class<?> queue, LincheckAssertionError failure) throws IOException {
    Path root = Checkout.root();
    Path part = root.resolve("target").resolve(PART);
    String mode = queue.getEnclosingClass().getSimpleName();
    Path report = part.resolve(mode + "." + queue.getSimpleName() + ".txt");
    Files.createDirectories(part);
    Files.writeString(report, failure.getMessage());
    return root.relativize(report);
  }
}
