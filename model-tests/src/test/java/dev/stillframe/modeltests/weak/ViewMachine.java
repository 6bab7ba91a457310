package dev.stillframe.modeltests.weak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A machine with release, acquire and relaxed accesses and fences, by views: the same model as mode
 * "weak" of {@code spec-tla/Memory.tla}, which names the sources.
 *
 * <p>A location is a history of messages. A thread has a view, which says for each location what it
 * may not read behind any more. A message carries a view, which an acquiring reader takes over.
 * Executes in program order, so a load is never ordered after a later store of its thread.
 */
final class ViewMachine {
  /** Orders as the specs name them. */
  enum Order {
    RELAXED,
    ACQUIRE,
    RELEASE,
    ACQUIRE_RELEASE,
    SEQ_CST;

    boolean acquires() {
      return this == ACQUIRE || this == ACQUIRE_RELEASE || this == SEQ_CST;
    }

    boolean releases() {
      return this == RELEASE || this == ACQUIRE_RELEASE || this == SEQ_CST;
    }
  }

  /** A write; one that updates may have nothing between it and the message before it. */
  private static final class Message {
    final long value;
    final boolean update;
    int[] view;

    Message(long value, int[] view, boolean update) {
      this.value = value;
      this.view = view;
      this.update = update;
    }
  }

  private static final class Views {
    /** What the thread may not read behind. */
    int[] current;

    /** What an acquire fence would make of {@link #current}: views of all messages read. */
    int[] acquirable;

    /** What a relaxed write hands on: the view at the last release fence. */
    int[] released;
  }

  private final int locations;
  private final Chooser chooser;
  private final boolean appendOnly;
  private final List<List<Message>> histories = new ArrayList<>();
  private final Views[] threads;

  /** What seq-cst fences hand on to each other, and the last seq-cst writes. */
  private int[] fenced;

  /**
   * Creates a machine whose locations hold these values, seen by all.
   *
   * @param appendOnly whether a write is always the newest of its location, which is exact where
   *     each location has one writer or is only updated
   */
  ViewMachine(long[] values, int threadCount, boolean appendOnly, Chooser chooser) {
    this.locations = values.length;
    this.chooser = chooser;
    this.appendOnly = appendOnly;
    for (long value : values) {
      List<Message> history = new ArrayList<>();
      history.add(new Message(value, new int[locations], false));
      histories.add(history);
    }
    threads = new Views[threadCount];
    for (int t = 0; t < threadCount; t++) {
      threads[t] = new Views();
      threads[t].current = new int[locations];
      threads[t].acquirable = new int[locations];
      threads[t].released = new int[locations];
    }
    fenced = new int[locations];
  }

  /** Reads any message that the thread's view allows. */
  long read(int thread, int location, Order order) {
    int oldest = oldest(thread, location, order);
    int index = oldest + chooser.choose(histories.get(location).size() - oldest);
    return readAt(thread, location, index, order);
  }

  /** Seq-cst accesses do not go behind the last seq-cst write of their location. */
  private int oldest(int thread, int location, Order order) {
    int seen = threads[thread].current[location];
    return order == Order.SEQ_CST ? Math.max(seen, fenced[location]) : seen;
  }

  private long readAt(int thread, int location, int index, Order order) {
    Views views = threads[thread];
    Message message = histories.get(location).get(index);
    int[] current = views.current.clone();
    current[location] = index;
    int[] acquired = join(current, message.view);
    views.acquirable = join(views.acquirable, acquired);
    views.current = order.acquires() ? acquired : current;
    return message.value;
  }

  void write(int thread, int location, long value, Order order) {
    int index = chooseGap(thread, location, order);
    insert(thread, location, index, value, order, new int[locations], false);
  }

  /** Returns where a write may go: behind what the thread has seen, not before an update. */
  private int chooseGap(int thread, int location, Order order) {
    List<Message> history = histories.get(location);
    if (appendOnly) {
      return history.size();
    }
    List<Integer> gaps = new ArrayList<>();
    for (int gap = oldest(thread, location, order) + 1; gap <= history.size(); gap++) {
      if (gap == history.size() || !history.get(gap).update) {
        gaps.add(gap);
      }
    }
    return gaps.get(chooser.choose(gaps.size()));
  }

  private void insert(
      int thread,
      int location,
      int index,
      long value,
      Order order,
      int[] inherited,
      boolean update) {
    List<Message> history = histories.get(location);
    if (index < history.size()) {
      shift(location, index);
    }
    Views views = threads[thread];
    int[] current = views.current.clone();
    current[location] = index;
    views.current = current;
    views.acquirable = join(views.acquirable, current);
    int[] handedOn = views.released.clone();
    handedOn[location] = index;
    int[] view = join(inherited, order.releases() ? current : handedOn);
    history.add(index, new Message(value, view, update));
    if (order == Order.SEQ_CST) {
      fenced[location] = index;
    }
  }

  /** Makes room in the history of a location: every view of it from there on moves up. */
  private void shift(int location, int index) {
    List<int[]> views = new ArrayList<>();
    for (Views thread : threads) {
      views.addAll(List.of(thread.current, thread.acquirable, thread.released));
    }
    for (List<Message> history : histories) {
      for (Message message : history) {
        message.view = message.view.clone();
        views.add(message.view);
      }
    }
    views.add(fenced);
    views.stream().distinct().forEach(view -> view[location] += view[location] >= index ? 1 : 0);
  }

  /**
   * Reads a word and writes what becomes of it, with nothing between; returns the value read.
   *
   * @param change the new value for the one read, or null if this one is not to be replaced
   */
  long update(int thread, int location, LongFunction<Long> change, Order order) {
    List<Message> history = histories.get(location);
    List<Integer> choices = new ArrayList<>();
    for (int i = oldest(thread, location, order); i < history.size(); i++) {
      boolean replaces = change.apply(history.get(i).value) != null;
      boolean last = i + 1 == history.size();
      if (!replaces || last || !(appendOnly || history.get(i + 1).update)) {
        choices.add(i);
      }
    }
    int index = choices.get(chooser.choose(choices.size()));
    int[] inherited = history.get(index).view.clone();
    long read = readAt(thread, location, index, order);
    Long value = change.apply(read);
    if (value != null) {
      insert(thread, location, index + 1, value, order, inherited, true);
    }
    return read;
  }

  void fence(int thread, Order order) {
    Views views = threads[thread];
    if (order == Order.SEQ_CST) {
      int[] all = join(views.acquirable, fenced);
      views.current = all;
      views.acquirable = all.clone();
      views.released = all.clone();
      fenced = all.clone();
      return;
    }
    if (order.acquires()) {
      views.current = views.acquirable.clone();
    }
    if (order.releases()) {
      views.released = views.current.clone();
    }
  }

  /** A process starts in the place of a dead one: it sees all that was ever written. */
  void restart(int thread) {
    int[] latest = new int[locations];
    for (int l = 0; l < locations; l++) {
      latest[l] = histories.get(l).size() - 1;
    }
    threads[thread].current = latest;
    threads[thread].acquirable = latest.clone();
    threads[thread].released = new int[locations];
  }

  /** Tells whether a thread can only see the last write of a location. */
  boolean seesLatest(int thread, int location) {
    return threads[thread].current[location] == histories.get(location).size() - 1;
  }

  /** What the last write in modification order left. */
  long latest(int location) {
    List<Message> history = histories.get(location);
    return history.get(history.size() - 1).value;
  }

  private static int[] join(int[] a, int[] b) {
    int[] joined = Arrays.copyOf(a, a.length);
    for (int i = 0; i < joined.length; i++) {
      joined[i] = Math.max(joined[i], b[i]);
    }
    return joined;
  }
}
