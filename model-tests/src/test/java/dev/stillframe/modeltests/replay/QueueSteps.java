package dev.stillframe.modeltests.replay;

import static dev.stillframe.modeltests.replay.Difference.requireSame;

import dev.stillframe.modeltests.replay.Puppet.Access;
import dev.stillframe.modeltests.replay.Puppet.Kind;
import dev.stillframe.modeltests.replay.Puppet.Order;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.queue.QueueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the states and the steps of {@code Queue.tla} are in terms of the code's accesses. */
final class QueueSteps {
  private static final Set<String> CLIENT =
      Set.of(
          "Invalidate",
          "FenceData",
          "WriteData",
          "WriteTail",
          "WriteHeader",
          "WriteOffset",
          "Publish");
  private static final Set<String> HOST =
      Set.of("ScanOffset", "ScanLength", "CopyWord", "FenceRescan", "RescanLength", "RescanOffset");

  private final QueueLayout layout;
  private final Set<Long> payloads;
  private final Map<String, Long> addresses = new LinkedHashMap<>();

  QueueSteps(QueueLayout layout, Set<Long> payloads) {
    this.layout = layout;
    this.payloads = payloads;
    addresses.put("header", QueueLayout.WRITE_OFFSET_AT);
    for (int slot = 0; slot < layout.entries(); slot++) {
      addresses.put("offset" + slot, layout.offsetAt(slot));
      addresses.put("length" + slot, layout.lengthAt(slot));
      addresses.put("tail" + slot, layout.tailAt() + slot * (long) Long.BYTES);
    }
    for (int word = 0; word < layout.dataBytes() / Long.BYTES; word++) {
      addresses.put("data" + word, layout.dataAt() + word * (long) Long.BYTES);
    }
  }

  long size() {
    return layout.tailAt() + layout.entries() * (long) Long.BYTES;
  }

  Set<String> names() {
    return addresses.keySet();
  }

  long address(String word) {
    return addresses.get(word);
  }

  /** The words of the spec, and those that are read besides. */
  List<Long> addresses() {
    List<Long> all = new ArrayList<>(addresses.values());
    all.add(QueueLayout.VERSION_AT);
    all.add(QueueLayout.ENTRY_MASK_AT);
    all.add(QueueLayout.DATA_MASK_AT);
    return all;
  }

  /** Tells whether an access reads a word that never changes. */
  boolean isFixed(Access access) {
    boolean isFence = access.kind() == Kind.FENCE;
    return !isFence && access.at() < QueueLayout.PAGE && access.at() != address("header");
  }

  long bytes(TlaValue words) {
    return words.number() * (long) Long.BYTES;
  }

  /** Returns what a word of memory is that has a value in the spec. */
  long value(String word, TlaValue value) {
    if (word.startsWith("data")) {
      List<TlaValue> pair = value.elements();
      return QueuePuppets.dataWord(pair.get(0).number(), pair.get(1).number());
    }
    return word.startsWith("tail") ? value.number() : bytes(value);
  }

  boolean isOfClient(Step step) {
    return CLIENT.contains(step.action());
  }

  boolean hasStep(State state, String action) {
    return state.steps().stream().anyMatch(step -> step.action().equals(action));
  }

  boolean isClientAlive(State state) {
    return state.get("client.alive").toString().equals("TRUE");
  }

  String phase(State state) {
    return state.get("host.phase").string();
  }

  /** Returns the answer that makes the client begin the commit that has begun in a state. */
  long commandOf(State state) {
    List<TlaValue> plan = state.get("client.plan").elements();
    int words = plan.get(plan.size() - 1).get("val").number();
    return QueuePuppets.command(words, state.get("attempt").number());
  }

  /** What is refused in the code is refused in the spec. */
  void checkRoom(State state, long room) {
    Set<Long> begun =
        state.steps().stream()
            .filter(step -> step.action().equals("BeginCommit"))
            .map(step -> commandOf(step.to()) >> 16)
            .collect(Collectors.toSet());
    if (!begun.isEmpty()) {
      Set<Long> fitting =
          payloads.stream().filter(words -> words * Long.BYTES <= room).collect(Collectors.toSet());
      requireSame("the payloads that fit", begun, fitting, state);
    }
  }

  Set<Access> clientAccesses(State state) {
    return state.steps().stream()
        .filter(this::isOfClient)
        .map(this::access)
        .collect(Collectors.toSet());
  }

  Set<Access> hostAccesses(State state) {
    return state.steps().stream()
        .filter(step -> HOST.contains(step.action()))
        .map(this::access)
        .collect(Collectors.toSet());
  }

  Access access(Step step) {
    return isOfClient(step) ? clientAccess(step) : hostAccess(step);
  }

  /** The element that the step takes from the plan. */
  private Access clientAccess(Step step) {
    List<TlaValue> before = step.from().get("client.plan").elements();
    List<TlaValue> after = step.to().get("client.plan").elements();
    int i = 0;
    while (i < after.size() && after.get(i).equals(before.get(i))) {
      i++;
    }
    TlaValue element = before.get(i);
    String act = element.get("act").string();
    if (act.equals("fence data")) {
      return fence(Order.RELEASE);
    }
    String word = element.get("loc").string();
    Order order =
        switch (act) {
          case "invalidate", "publish" -> Order.RELEASE;
          case "data" -> Order.PLAIN;
          default -> Order.OPAQUE;
        };
    return new Access(Kind.WRITE, order, address(word), value(word, element.get("val")), 0);
  }

  private Access hostAccess(Step step) {
    State from = step.from();
    int at = from.get("host.at").number();
    return switch (step.action()) {
      case "ScanOffset" -> read(Order.ACQUIRE, "offset" + at);
      case "ScanLength" -> read(Order.ACQUIRE, "length" + at);
      case "CopyWord" -> read(Order.PLAIN, only(removed(step, "host.todo")).string());
      case "FenceRescan" -> fence(Order.ACQUIRE);
      case "RescanLength" -> read(Order.ACQUIRE, "length" + current(from));
      default -> read(Order.OPAQUE, "offset" + current(from));
    };
  }

  private Access read(Order order, String word) {
    return new Access(Kind.READ, order, address(word), 0, 0);
  }

  private static Access fence(Order order) {
    return new Access(Kind.FENCE, order, 0, 0, 0);
  }

  /** The slot of the member of the run whose turn it is. */
  private static int current(State state) {
    List<TlaValue> run = state.get("host.run").elements();
    return run.get(run.size() - 1 - state.get("host.kept").number()).get("slot").number();
  }

  private static Set<TlaValue> removed(Step step, String set) {
    Set<TlaValue> removed = new HashSet<>(step.from().get(set).elements());
    removed.removeAll(step.to().get(set).elements());
    return removed;
  }

  private static TlaValue only(Set<TlaValue> set) {
    if (set.size() != 1) {
      throw new IllegalStateException("not just one: " + set);
    }
    return set.iterator().next();
  }

  /** The words that the code reads after a step, and the spec does not. */
  Set<Long> skipped(Step step) {
    Set<Long> skipped = new HashSet<>();
    State to = step.to();
    if (phase(to).equals("copy")) {
      Set<String> todo =
          to.get("host.todo").elements().stream().map(TlaValue::string).collect(Collectors.toSet());
      names().stream()
          .filter(word -> word.startsWith("tail") && !todo.contains(word))
          .forEach(word -> skipped.add(address(word)));
    }
    if (step.action().equals("RescanLength") && phase(to).equals("filter")) {
      skipped.add(address("offset" + current(step.from())));
    }
    return skipped;
  }

  /** The state in which the host's next step is one that the code has. */
  State settled(State state) {
    if (!phase(state).equals("filter")) {
      return state;
    }
    return state.steps().stream()
        .filter(step -> step.action().equals("Filter"))
        .findFirst()
        .orElseThrow()
        .to();
  }

  /**
   * The words of an image that are the same in the code, which keeps tail words of no entry too.
   */
  List<String> imageWords(TlaValue image) {
    return names().stream()
        .filter(
            word ->
                !word.startsWith("tail") || image.get("length" + word.substring(4)).number() != 0)
        .toList();
  }
}
