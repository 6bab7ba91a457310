package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.explore.TripleWeakened;
import dev.stillframe.modeltests.explore.Weakened;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Takes the steps of the specs with the shipped classes: {@code make replay}. */
@Tag("replay")
public class ReplayTest {
  private static final boolean IS_QUICK = System.getProperty("tier", "quick").equals("quick");

  private static final String CONFIGURATION =
      """
      CONSTANTS
          Mode = "SC"
          Ablation = "none"
          Attempts <- MCAttempts
          Permits <- MCPermits
      """;

  private static final QueueLayout QUEUE = QueueLayout.of(2, 2 * Long.BYTES);

  private static final Set<String> QUEUE_ACTIONS =
      Set.of(
          "BeginCommit",
          "Invalidate",
          "FenceData",
          "WriteData",
          "WriteTail",
          "WriteHeader",
          "WriteOffset",
          "Publish",
          "Abort",
          "KillClient",
          "RestartClient",
          "ScanOffset",
          "ScanLength",
          "CopyWord",
          "FenceRescan",
          "RescanLength",
          "RescanOffset",
          "Filter",
          "Persist",
          "KillHost",
          "RestartHost");

  /** Behaviours that are simulated, and states in each. */
  private static final int BEHAVIOURS = 200;

  private static final int DEPTH = 200;
  private static final long SEED = Long.getLong("seed", 1);

  private static final QueueLayout LARGER_QUEUE = QueueLayout.of(4, 8 * Long.BYTES);

  private static final String LARGER_QUEUE_BOUNDS =
      CONFIGURATION
          + """
              Entries = 4
              Capacity = 8
              MaxAttempts = 20
              Payloads = {1, 2, 3, 5}
              Faults = {%s}
          SPECIFICATION ReplaySpec
          """;

  /** The third attempt is the first that has something to invalidate. */
  private record QueueBounds(int attempts, int largest, String faults) {
    Set<Long> payloads() {
      return LongStream.rangeClosed(1, largest).boxed().collect(Collectors.toSet());
    }

    String configuration() {
      String payloads = payloads().stream().map(Object::toString).collect(Collectors.joining(", "));
      return CONFIGURATION
          + String.format(
              Locale.ROOT,
              """
              Entries = 2
              Capacity = 2
              MaxAttempts = %d
              Payloads = {%s}
              Faults = {%s}
          SPECIFICATION Spec
          ACTION_CONSTRAINT AsCoded
          """,
              attempts,
              payloads,
              faults);
    }
  }

  private static final List<QueueBounds> QUEUE_BOUNDS =
      IS_QUICK
          ? List.of(
              new QueueBounds(3, 1, "\"abort\", \"kill host\""),
              new QueueBounds(2, 2, "\"abort\", \"kill client\""))
          : List.of(new QueueBounds(3, 2, "\"abort\", \"kill client\", \"kill host\""));

  private static final Set<String> TRIPLE_ACTIONS =
      Set.of(
          "BeginCommit",
          "ReadControl",
          "Write",
          "Offer",
          "Wake",
          "KillClient",
          "StartClient",
          "OpenControl",
          "OpenDurable",
          "OpenJournal",
          "StartAndWriteDurable",
          "Look",
          "Take",
          "ReadFirst",
          "ReadRecord",
          "Persist",
          "WriteDurable",
          "Return",
          "LieDown",
          "AddWaits",
          "WakeUp",
          "KillHost",
          "Reboot");

  /** A record is appended only to buffers of two. */
  private record TripleBounds(int capacity, int attempts, String features) {
    String configuration() {
      return CONFIGURATION
          + String.format(
              Locale.ROOT,
              """
              Capacity = %d
              MaxAttempts = %d
              Features = {%s}
              MaxFaults = 1
              MaxTries = 5
              Faults <- MCFaults
          SPECIFICATION ReplaySpec
          """,
              capacity,
              attempts,
              features);
    }
  }

  private static final List<TripleBounds> TRIPLE_BOUNDS =
      IS_QUICK
          ? List.of(
              new TripleBounds(
                  2, 2, "\"base\", \"wait\", \"reboot\", \"kill client\", \"kill host\""))
          : List.of(
              new TripleBounds(
                  2, 3, "\"base\", \"wait\", \"reboot\", \"kill client\", \"kill host\""));

  private final Map<TripleBounds, StateGraph> tripleGraphs = new LinkedHashMap<>();
  private final Map<QueueBounds, StateGraph> queueGraphs = new LinkedHashMap<>();

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return new ReplayTest().all(false).declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all(IS_QUICK).asPart("replay");
  }

  private Checks all(boolean isQuick) {
    Checks checks = new Checks("replay of the spec");
    if (!isQuick) {
      checks.holds("replay-queue-simulated", "Q1 Q2 Q3 Q4 Q6", SEED, () -> simulated(Views.NONE));
    }
    return checks
        .holds("replay-queue", "Q1 Q2 Q3 Q4 Q6", () -> queue(Views.NONE))
        .fails(
            "replay-queue-no-invalidation",
            "Q1",
            () -> queue(Views.client(Weakened::withoutInvalidation)))
        .fails(
            "replay-queue-length-before-offset",
            "Q1 Q4",
            () -> queue(Views.client(Weakened::lengthBeforeOffset)))
        .fails(
            "replay-queue-recover-from-header",
            "Q4",
            () -> queue(Views.client(Weakened::recoverFromHeader)))
        .fails(
            "replay-queue-second-look-offset-first",
            "Q1",
            () -> queue(Views.host(Weakened::secondLookOffsetFirst)))
        .holds("replay-triple", "T1 T2 T3", () -> triple(Views.NONE))
        .fails(
            "replay-triple-durable-after-return",
            "T3",
            () -> triple(Views.host(TripleWeakened::durableAfterReturn)))
        .fails(
            "replay-triple-count-before-take",
            "T1",
            () -> triple(Views.host(TripleWeakened::countBeforeTake)))
        .fails(
            "replay-triple-first-number-after-offer",
            "T1",
            () -> triple(Views.client(TripleWeakened::firstNumberAfterOffer)))
        .fails(
            "replay-triple-append-after-take",
            "T1",
            () -> triple(Views.client(TripleWeakened::appendAfterTake)))
        .fails(
            "replay-triple-durable-before-control",
            "T3",
            () -> triple(Views.client(TripleWeakened::durableBeforeControl)));
  }

  private long queue(Views views) throws IOException {
    Replayer replayer = new Replayer("ReplayQueue");
    List<Integer> states = new ArrayList<>();
    for (QueueBounds bounds : QUEUE_BOUNDS) {
      if (!queueGraphs.containsKey(bounds)) {
        queueGraphs.put(bounds, StateGraph.of("ReplayQueue", bounds.configuration()));
      }
      StateGraph graph = queueGraphs.get(bounds);
      replayer.replay(graph, new QueueMachine(QUEUE, bounds.payloads(), views));
      states.add(graph.states());
    }
    return covered(replayer, states, QUEUE_ACTIONS);
  }

  /** Kills are as likely as accesses: without them, behaviours come further. */
  private static long simulated(Views views) throws IOException {
    Replayer replayer = new Replayer("ReplayQueue");
    for (String faults : List.of("", "\"abort\"", "\"kill client\", \"kill host\"")) {
      String bounds = String.format(Locale.ROOT, LARGER_QUEUE_BOUNDS, faults);
      for (List<State> behaviour : Simulation.of("ReplayQueue", bounds, BEHAVIOURS, DEPTH, SEED)) {
        Machine machine = new QueueMachine(LARGER_QUEUE, Set.of(), views);
        replayer.replay(behaviour, QueueActions::between, machine);
      }
    }
    return covered(replayer, List.of(), QUEUE_ACTIONS);
  }

  private long triple(Views views) throws IOException {
    Replayer replayer = new Replayer("ReplayTriple");
    List<Integer> states = new ArrayList<>();
    for (TripleBounds bounds : TRIPLE_BOUNDS) {
      if (!tripleGraphs.containsKey(bounds)) {
        tripleGraphs.put(bounds, StateGraph.of("ReplayTriple", bounds.configuration()));
      }
      StateGraph graph = tripleGraphs.get(bounds);
      replayer.replay(graph, new TripleMachine(bounds.capacity(), views));
      states.add(graph.states());
    }
    return covered(replayer, states, TRIPLE_ACTIONS);
  }

  /** Every action of the spec was taken, or the replay says too little. */
  private static long covered(Replayer replayer, List<Integer> states, Set<String> actions) {
    if (!replayer.actions().keySet().equals(actions)) {
      throw new IllegalStateException("only these actions were taken: " + replayer.actions());
    }
    System.out.println("states " + states + ", steps " + replayer.actions());
    return replayer.steps();
  }
}
