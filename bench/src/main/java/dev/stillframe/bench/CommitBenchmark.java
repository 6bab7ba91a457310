package dev.stillframe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a commit of some bytes costs, here and elsewhere; each into a mapped file. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommitBenchmark {

  /** A queue between two threads; here the writer empties it whenever it is full. */
  @State(Scope.Benchmark)
  public static class Ring {
    private Scratch scratch;
    private OneToOneRingBuffer ring;
    private UnsafeBuffer source;

    /** Maps a ring. */
    @Setup
    public void open(Payload payload) throws IOException {
      scratch = new Scratch();
      ring =
          new OneToOneRingBuffer(
              new UnsafeBuffer(
                  scratch.map("ring", Payload.RING + RingBufferDescriptor.TRAILER_LENGTH)));
      source = new UnsafeBuffer(payload.bytes);
    }

    void write() {
      while (!ring.write(1, source, 0, source.capacity())) {
        ring.read((type, buffer, index, length) -> {});
      }
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      scratch.close();
    }
  }

  /** One writer and readers that it may overtake. */
  @State(Scope.Benchmark)
  public static class Broadcast {
    private Scratch scratch;
    private BroadcastTransmitter transmitter;
    private UnsafeBuffer source;

    /** Maps a ring. */
    @Setup
    public void open(Payload payload) throws IOException {
      scratch = new Scratch();
      transmitter =
          new BroadcastTransmitter(
              new UnsafeBuffer(
                  scratch.map("ring", Payload.RING + BroadcastBufferDescriptor.TRAILER_LENGTH)));
      source = new UnsafeBuffer(payload.bytes);
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      scratch.close();
    }
  }

  /** A mapped tree with transactions, told not to sync: safe from a SIGKILL, as a commit is. */
  @State(Scope.Benchmark)
  public static class Tree {
    private Scratch scratch;
    private Env<ByteBuffer> env;
    private Dbi<ByteBuffer> values;
    private ByteBuffer key;
    private ByteBuffer value;

    /** Opens a new tree. */
    @Setup
    public void open(Payload payload) throws IOException {
      scratch = new Scratch();
      env =
          Env.create()
              .setMapSize(64L << 20)
              .open(
                  Files.createDirectory(scratch.file("lmdb")).toFile(),
                  EnvFlags.MDB_WRITEMAP,
                  EnvFlags.MDB_NOSYNC);
      values = env.openDbi("state", DbiFlags.MDB_CREATE);
      key = ByteBuffer.allocateDirect(Long.BYTES).putLong(0, 1);
      value = ByteBuffer.allocateDirect(payload.length);
    }

    void commit(byte[] bytes) {
      value.put(0, bytes);
      try (Txn<ByteBuffer> transaction = env.txnWrite()) {
        values.put(transaction, key, value);
        transaction.commit();
      }
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      env.close();
      scratch.close();
    }
  }

  /** A commit. */
  @Benchmark
  public void stillframe(Queues.Alone queue, Payload payload) {
    queue.client.commit(payload.bytes);
  }

  /** A commit while a host captures without a pause. */
  @Benchmark
  public void stillframeCaptured(Queues.Captured queue, Payload payload) {
    queue.client.commit(payload.bytes);
  }

  /** A commit while a host captures once a millisecond. */
  @Benchmark
  public void stillframeHosted(Queues.Hosted queue, Payload payload) {
    queue.client.commit(payload.bytes);
  }

  /** The raw limit. */
  @Benchmark
  public void raw(Raw raw, Payload payload) {
    raw.commit(payload.bytes);
  }

  /** The raw limit as a stream, which may go on at the beginning of the ring. */
  @Benchmark
  public void rawAsAStream(Raw raw, Payload payload) {
    raw.stream(payload.bytes);
  }

  /** All that a commit writes, without what it keeps and checks. */
  @Benchmark
  public void rawWithTheSameStores(Raw raw, Payload payload) {
    raw.stores(payload.bytes);
  }

  /** The raw limit while another thread copies the ring. */
  @Benchmark
  public void rawWhileRead(ReadRaw raw, Payload payload) {
    raw.commit(payload.bytes);
  }

  /** Agrona's ring for one writer and one reader. */
  @Benchmark
  public void oneToOneRingBuffer(Ring ring) {
    ring.write();
  }

  /** Agrona's broadcast. */
  @Benchmark
  public void broadcastTransmitter(Broadcast broadcast) {
    broadcast.transmitter.transmit(1, broadcast.source, 0, broadcast.source.capacity());
  }

  /** Chronicle Queue. */
  @Benchmark
  public void chronicleQueue(Chronicle queue) {
    queue.append();
  }

  /** A transaction of LMDB. */
  @Benchmark
  public void lmdb(Tree tree, Payload payload) {
    tree.commit(payload.bytes);
  }
}
