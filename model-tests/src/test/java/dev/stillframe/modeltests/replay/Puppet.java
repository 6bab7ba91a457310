package dev.stillframe.modeltests.replay;

import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A process that does nothing before it is told to. It stops before each access to shared memory,
 * and wherever its program asks what to do; the words of a bulk copy come in the order in which
 * they are granted.
 *
 * <p>There is no thread: the program is run from its start again, is given what it was given
 * before, and is stopped at the first access that is new. So it must do the same whenever it is
 * given the same, and a puppet can be copied.
 */
final class Puppet {
  /** What a process does. */
  @FunctionalInterface
  interface Program {
    void run(WordMemory memory, Questions questions) throws Exception;
  }

  /** What a program asks, instead of deciding it. */
  @FunctionalInterface
  interface Questions {
    /** Returns the answer. */
    long ask(String what, Object details);
  }

  /** What an access does. */
  enum Kind {
    READ,
    WRITE,
    COMPARE_AND_SET,
    ADD,
    FENCE
  }

  /** The access mode. */
  enum Order {
    PLAIN,
    OPAQUE,
    ACQUIRE,
    RELEASE
  }

  /**
   * An access that waits to be granted.
   *
   * @param value what is written or added
   * @param expected of a compare-and-set
   */
  record Access(Kind kind, Order order, long at, long value, long expected) {}

  private record Result(Access access, long value) {}

  private static final class Paused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Paused() {
      super(null, null, false, false);
    }
  }

  private final long size;
  private final Program program;
  private final List<Result> results;
  private List<Access> pending = List.of();
  private String question;
  private Object details;

  private Puppet(long size, Program program, List<Result> results) {
    this.size = size;
    this.program = program;
    this.results = results;
  }

  /** Starts a program on a memory of so many bytes, and stops it before its first access. */
  static Puppet start(long size, Program program) {
    Puppet puppet = new Puppet(size, program, new ArrayList<>());
    puppet.run();
    return puppet;
  }

  /** Returns a process that is where this one is. */
  Puppet copy() {
    Puppet copy = new Puppet(size, program, new ArrayList<>(results));
    copy.pending = pending;
    copy.question = question;
    copy.details = details;
    return copy;
  }

  /** Returns the accesses of which one comes next; none if it asks something. */
  List<Access> pending() {
    return pending;
  }

  /** Tells whether it asks this. */
  boolean asks(String what) {
    return what.equals(question);
  }

  /** Returns what comes with the question. */
  Object details() {
    return details;
  }

  /** Lets it do an access, and stops it before its next one. */
  void grant(Access access, WordMemory memory) {
    if (!pending.contains(access)) {
      throw new IllegalArgumentException(access + " is none of " + pending);
    }
    results.add(new Result(access, access(access, memory)));
    run();
  }

  /** Answers what it asks, and stops it before its next access. */
  void answer(long value) {
    Objects.requireNonNull(question, "nothing is asked");
    results.add(new Result(null, value));
    run();
  }

  private static long access(Access access, WordMemory memory) {
    long at = access.at();
    long value = access.value();
    switch (access.kind()) {
      case READ -> {
        return memory.getOpaque(at);
      }
      case WRITE -> memory.setOpaque(at, value);
      case COMPARE_AND_SET -> {
        return memory.compareAndSetRelease(at, access.expected(), value) ? 1 : 0;
      }
      case ADD -> {
        return memory.getAndAddOpaque(at, value);
      }
      case FENCE -> {}
    }
    return 0;
  }

  private void run() {
    pending = List.of();
    question = null;
    details = null;
    Seam seam = new Seam();
    try {
      program.run(seam, seam::ask);
      throw new IllegalStateException("a program without end has ended");
    } catch (Paused e) {
      // It goes on from here when it is told to.
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a process failed: " + e.getMessage(), e);
    }
  }

  /** What the program sees of the memory. */
  private final class Seam implements WordMemory {
    private int position;

    long ask(String what, Object about) {
      if (position == results.size()) {
        question = what;
        details = about;
        throw new Paused();
      }
      return results.get(position++).value();
    }

    private Result next(List<Access> accesses) {
      if (position == results.size()) {
        pending = List.copyOf(accesses);
        throw new Paused();
      }
      Result result = results.get(position++);
      if (!accesses.contains(result.access())) {
        throw new IllegalStateException("a program is not the same when it is run again");
      }
      return result;
    }

    private long next(Kind kind, Order order, long at, long value, long expected) {
      return next(List.of(new Access(kind, order, at, value, expected))).value();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long getOpaque(long at) {
      return next(Kind.READ, Order.OPAQUE, at, 0, 0);
    }

    @Override
    public long getAcquire(long at) {
      return next(Kind.READ, Order.ACQUIRE, at, 0, 0);
    }

    @Override
    public void setOpaque(long at, long value) {
      next(Kind.WRITE, Order.OPAQUE, at, value, 0);
    }

    @Override
    public void setRelease(long at, long value) {
      next(Kind.WRITE, Order.RELEASE, at, value, 0);
    }

    @Override
    public boolean compareAndSetRelease(long at, long expected, long value) {
      return next(Kind.COMPARE_AND_SET, Order.RELEASE, at, value, expected) != 0;
    }

    @Override
    public long getAndAddOpaque(long at, long delta) {
      return next(Kind.ADD, Order.OPAQUE, at, delta, 0);
    }

    @Override
    public long getAndAddAcquire(long at, long delta) {
      return next(Kind.ADD, Order.ACQUIRE, at, delta, 0);
    }

    @Override
    public long getAndAddRelease(long at, long delta) {
      return next(Kind.ADD, Order.RELEASE, at, delta, 0);
    }

    @Override
    public void releaseFence() {
      next(Kind.FENCE, Order.RELEASE, 0, 0, 0);
    }

    @Override
    public void acquireFence() {
      next(Kind.FENCE, Order.ACQUIRE, 0, 0, 0);
    }

    @Override
    public void putBytes(long at, byte[] source, int from, int length) {
      ByteBuffer bytes = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
      List<Access> words = new ArrayList<>();
      for (int done = 0; done < length; done += Long.BYTES) {
        words.add(new Access(Kind.WRITE, Order.PLAIN, at + done, bytes.getLong(from + done), 0));
      }
      while (!words.isEmpty()) {
        words.remove(next(words).access());
      }
    }

    @Override
    public void getBytes(long at, ByteBuffer target, int index, int length) {
      ByteBuffer bytes = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      List<Access> words = new ArrayList<>();
      for (int done = 0; done < length; done += Long.BYTES) {
        words.add(new Access(Kind.READ, Order.PLAIN, at + done, 0, 0));
      }
      while (!words.isEmpty()) {
        Result word = next(words);
        words.remove(word.access());
        bytes.putLong(index + (int) (word.access().at() - at), word.value());
      }
    }
  }
}
