package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.replay.Puppet.Access;
import dev.stillframe.modeltests.replay.Puppet.Kind;
import dev.stillframe.modeltests.replay.Puppet.Order;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the states and the steps of {@code TripleBuffer.tla} are in terms of the code's accesses.
 */
final class TripleSteps {
  private static final Set<String> CLIENT =
      Set.of("ReadControl", "Write", "Offer", "OpenControl", "OpenDurable");
  private static final Set<String> HOST =
      Set.of("Take", "ReadFirst", "ReadRecord", "WriteDurable", "Return", "AddWaits");

  private static final int BUFFERS = 3;
  private static final int HALF_BITS = 31;
  private static final int RECORD_WORDS = 2;
  private static final long BUFFERS_AT = 8192;
  private static final long RECORDS_AT = 64;
  private static final long BASE = Long.MIN_VALUE;

  private final TripleLayout layout;
  private final int capacity;

  /** A layout for so many records in a buffer. */
  TripleSteps(int capacity) {
    this.capacity = capacity;
    this.layout = TripleLayout.of(capacity * RECORD_WORDS * (long) Long.BYTES);
  }

  TripleLayout layout() {
    return layout;
  }

  private long firstAt(int buffer) {
    return BUFFERS_AT + (buffer - 1) * (layout.size() - BUFFERS_AT) / BUFFERS;
  }

  private long headAt(int buffer, int place) {
    return firstAt(buffer) + RECORDS_AT + (place - 1) * RECORD_WORDS * (long) Long.BYTES;
  }

  /** The addresses of all words that are used. */
  List<Long> addresses() {
    List<Long> all =
        new ArrayList<>(
            List.of(
                TripleLayout.VERSION_AT,
                TripleLayout.CAPACITY_AT,
                TripleLayout.CONTROL_AT,
                TripleLayout.DURABLE_AT));
    for (int buffer = 1; buffer <= BUFFERS; buffer++) {
      all.add(firstAt(buffer));
      for (int place = 1; place <= capacity; place++) {
        all.add(headAt(buffer, place));
        all.add(headAt(buffer, place) + Long.BYTES);
      }
    }
    return all;
  }

  /** The words of a memory in a state, by their addresses. */
  Map<Long, Long> memory(State state) {
    TlaValue words = state.get("M.mem");
    boolean isThere = isTrue(state.get("configured"));
    Map<Long, Long> memory = new LinkedHashMap<>();
    memory.put(TripleLayout.VERSION_AT, isThere ? TripleLayout.VERSION : 0);
    memory.put(TripleLayout.CAPACITY_AT, isThere ? layout.capacity() : 0);
    memory.put(TripleLayout.CONTROL_AT, control(words.get("C")));
    memory.put(TripleLayout.DURABLE_AT, (long) words.get("A").number());
    for (int buffer = 1; buffer <= BUFFERS; buffer++) {
      memory.put(firstAt(buffer), (long) words.get("first" + buffer).number());
      for (int place = 1; place <= capacity; place++) {
        TlaValue record = words.get("record" + buffer + "." + place);
        int id = record.get("id").number();
        memory.put(headAt(buffer, place), id == 0 ? 0 : head(isTrue(record.get("base"))));
        memory.put(headAt(buffer, place) + Long.BYTES, (long) id);
      }
    }
    return memory;
  }

  private static long head(boolean isBase) {
    return isBase ? Long.BYTES | BASE : Long.BYTES;
  }

  private static boolean isTrue(TlaValue value) {
    return value.toString().equals("TRUE");
  }

  /** Put together here by its description, not by the code that is checked. */
  private static long control(TlaValue control) {
    List<TlaValue> halves = control.get("half").elements();
    long word = isTrue(control.get("waits")) ? 1L << 62 : 0;
    for (int half = 0; half < halves.size(); half++) {
      TlaValue h = halves.get(half);
      long content =
          (long) h.get("buffer").number() << 28
              | (long) h.get("count").number() * RECORD_WORDS
              | (isTrue(h.get("taken")) ? 1L << 30 : 0);
      word |= content << half * HALF_BITS;
    }
    return word;
  }

  boolean waits(State state) {
    return isTrue(state.get("M.mem.C.waits"));
  }

  String clientPhase(State state) {
    return state.get("client.phase").string();
  }

  String hostPhase(State state) {
    return state.get("host.phase").string();
  }

  /** The newest number that a client has, in a state in which it is idle. */
  long newest(State state) {
    return state.get("client.next").number() - 1L;
  }

  boolean wakes(State state) {
    return isTrue(state.get("client.wakes"));
  }

  /** Returns the answer that begins the commit that has begun in a state. */
  long commandOf(State state) {
    long attempt = state.get("attempt").number();
    return isTrue(state.get("client.base")) ? -attempt : attempt;
  }

  /** The number with which the journal ends. */
  long durable(State state) {
    TlaValue journal = state.get("journal");
    return journal.get("first").number() + journal.get("records").elements().size() - 1L;
  }

  List<StateRecord> journal(State state) {
    return records(state.get("journal.records").elements(), state.get("journal.first").number(), 0);
  }

  /** What the host has read, without what was durable before. */
  List<StateRecord> given(State state) {
    return records(
        state.get("host.records").elements(), state.get("host.first").number(), durable(state));
  }

  private static List<StateRecord> records(List<TlaValue> values, long first, long after) {
    List<StateRecord> records = new ArrayList<>();
    long number = first;
    for (TlaValue value : values) {
      if (number > after) {
        boolean isBase = isTrue(value.get("base"));
        records.add(TriplePuppets.record(number, isBase, value.get("id").number()));
      }
      number++;
    }
    return records;
  }

  boolean isOfClient(Step step) {
    return CLIENT.contains(step.action());
  }

  Set<Access> clientAccesses(State state) {
    return accesses(state, CLIENT);
  }

  Set<Access> hostAccesses(State state) {
    return accesses(state, HOST);
  }

  private Set<Access> accesses(State state, Set<String> actions) {
    return state.steps().stream()
        .filter(step -> actions.contains(step.action()))
        .map(this::access)
        .collect(Collectors.toSet());
  }

  /** The access of a step; of a record the one of its first word. */
  Access access(Step step) {
    State from = step.from();
    return switch (step.action()) {
      case "ReadControl", "OpenControl" -> read(Order.ACQUIRE, TripleLayout.CONTROL_AT);
      case "OpenDurable" -> read(Order.OPAQUE, TripleLayout.DURABLE_AT);
      case "Write" -> write(from);
      case "Offer" -> offer(from);
      case "Take" -> add(step, Order.ACQUIRE);
      case "Return" -> add(step, Order.RELEASE);
      case "AddWaits" -> add(step, Order.OPAQUE);
      case "ReadFirst" -> read(Order.OPAQUE, firstAt(heldBuffer(from)));
      case "ReadRecord" -> {
        int place = from.get("host.records").elements().size() + 1;
        yield read(Order.OPAQUE, headAt(heldBuffer(from), place));
      }
      case "WriteDurable" -> write(TripleLayout.DURABLE_AT, durable(from));
      default -> throw new IllegalArgumentException("no access: " + step);
    };
  }

  /** Tells whether a step is of two words, and which the second is. */
  Access second(Step step) {
    if (step.action().equals("Write") && isRecord(step.from())) {
      long at = access(step).at() + Long.BYTES;
      return new Access(Kind.WRITE, Order.PLAIN, at, step.from().get("attempt").number(), 0);
    }
    if (step.action().equals("ReadRecord")) {
      return new Access(Kind.READ, Order.PLAIN, access(step).at() + Long.BYTES, 0, 0);
    }
    return null;
  }

  /** Tells whether the host leaves out the rest of the record that it reads. */
  boolean isDurable(Step step) {
    int read = step.from().get("host.records").elements().size();
    return step.action().equals("ReadRecord")
        && step.from().get("host.first").number() + read <= durable(step.from());
  }

  private static boolean isRecord(State state) {
    return state.get("client.todo").elements().get(0).string().equals("record");
  }

  private Access write(State from) {
    int buffer = from.get("client.at.buffer").number();
    if (isRecord(from)) {
      long at = headAt(buffer, from.get("client.at.place").number());
      return write(at, head(isTrue(from.get("client.base"))));
    }
    return write(firstAt(buffer), from.get("client.next").number());
  }

  private static Access offer(State from) {
    long old = control(from.get("client.control"));
    TlaValue at = from.get("client.at");
    int shift = (at.get("half").number() - 1) * HALF_BITS;
    long content =
        (long) at.get("buffer").number() << 28 | (long) at.get("place").number() * RECORD_WORDS;
    long offered = old & ~((1L << HALF_BITS) - 1 << shift) | content << shift;
    return new Access(Kind.COMPARE_AND_SET, Order.RELEASE, TripleLayout.CONTROL_AT, offered, old);
  }

  private static int heldBuffer(State state) {
    return state.get("host.content.buffer").number();
  }

  private static Access add(Step step, Order order) {
    long delta = control(step.to().get("M.mem.C")) - control(step.from().get("M.mem.C"));
    return new Access(Kind.ADD, order, TripleLayout.CONTROL_AT, delta, 0);
  }

  private static Access read(Order order, long at) {
    return new Access(Kind.READ, order, at, 0, 0);
  }

  private static Access write(long at, long value) {
    return new Access(Kind.WRITE, Order.OPAQUE, at, value, 0);
  }
}
