package dev.stillframe.bench;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to offer an increment, and to take and return a batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OfferBenchmark {

  /** A triple buffer whose client empties what is full by a base, as one does whose host sleeps. */
  @State(Scope.Benchmark)
  public static class Triple {
    private Scratch scratch;
    private TripleWriter writer;
    private TripleHost host;
    private final RecordBatch batch = new RecordBatch();

    /** Maps a triple buffer. */
    @Setup
    public void open() throws IOException {
      scratch = new Scratch();
      TripleLayout layout = TripleLayout.of(Payload.RING);
      BufferMemory memory = new BufferMemory(scratch.map("triple", layout.size()));
      layout.configure(memory, 0);
      writer = new TripleWriter(memory);
      host = new TripleHost(memory, 0);
    }

    void increment(byte[] bytes) throws FormatException {
      if (!writer.increment(bytes, 0, bytes.length)) {
        writer.base(bytes, 0, bytes.length);
      }
    }

    long takeAndReturn(byte[] bytes) throws FormatException {
      writer.base(bytes, 0, bytes.length);
      host.take();
      host.copyTo(batch);
      host.durable(batch.last());
      host.giveBack();
      return batch.size();
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      scratch.close();
    }
  }

  /** Three arrays and a reference that is exchanged: a triple buffer within one process. */
  @State(Scope.Benchmark)
  public static class Exchange {
    private final AtomicReference<byte[]> offered = new AtomicReference<>();
    private byte[] own;

    /** Makes the arrays. */
    @Setup
    public void make(Payload payload) {
      own = new byte[payload.length];
      offered.set(new byte[payload.length]);
    }

    void offer(byte[] bytes) {
      System.arraycopy(bytes, 0, own, 0, bytes.length);
      own = offered.getAndSet(own);
    }
  }

  /** Queues of references; each element is a copy in an array that is used again. */
  @State(Scope.Benchmark)
  public static class References {
    private static final int CAPACITY = 16;

    private final SpscArrayQueue<byte[]> jctools = new SpscArrayQueue<>(CAPACITY);
    private final OneToOneConcurrentArrayQueue<byte[]> agrona =
        new OneToOneConcurrentArrayQueue<>(CAPACITY);
    private byte[] own;

    /** Makes the array. */
    @Setup
    public void make(Payload payload) {
      own = new byte[payload.length];
    }

    void throughJctools(byte[] bytes) {
      System.arraycopy(bytes, 0, own, 0, bytes.length);
      jctools.offer(own);
      own = jctools.poll();
    }

    void throughAgrona(byte[] bytes) {
      System.arraycopy(bytes, 0, own, 0, bytes.length);
      agrona.offer(own);
      own = agrona.poll();
    }
  }

  /** An offer of one increment. */
  @Benchmark
  public void stillframe(Triple triple, Payload payload) throws FormatException {
    triple.increment(payload.bytes);
  }

  /** A base, its take, a copy of its record and its return. */
  @Benchmark
  public long stillframeRound(Triple triple, Payload payload) throws FormatException {
    return triple.takeAndReturn(payload.bytes);
  }

  /** The raw limit. */
  @Benchmark
  public void raw(Raw raw, Payload payload) {
    raw.commit(payload.bytes);
  }

  /** The raw limit with a compare-and-set, as an offer needs one. */
  @Benchmark
  public void rawWithCompareAndSet(Raw raw, Payload payload) {
    raw.exchange(payload.bytes);
  }

  /** All that an offer reads and writes, without what it computes and checks. */
  @Benchmark
  public void rawWithTheSameAccesses(Raw raw, Payload payload) {
    raw.offer(payload.bytes);
  }

  /** A copy and an exchange of references. */
  @Benchmark
  public void atomicReference(Exchange exchange, Payload payload) {
    exchange.offer(payload.bytes);
  }

  /** A copy, offered and polled. */
  @Benchmark
  public void spscArrayQueue(References references, Payload payload) {
    references.throughJctools(payload.bytes);
  }

  /** A copy, offered and polled. */
  @Benchmark
  public void oneToOneConcurrentArrayQueue(References references, Payload payload) {
    references.throughAgrona(payload.bytes);
  }
}
