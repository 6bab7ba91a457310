package dev.stillframe.bench;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A queue of files that others map; each is removed when the next one has begun. */
@State(Scope.Benchmark)
public class Chronicle {
  private static final long FILE = 1L << 28;

  private final SetTimeProvider time = new SetTimeProvider();
  private Scratch scratch;
  private ChronicleQueue queue;
  private ExcerptAppender appender;
  private BytesStore<?, ?> source;
  private volatile boolean isEnding;
  private long written;

  /** Opens a new queue. */
  @Setup
  public void open(Payload payload) throws IOException {
    scratch = new Scratch();
    queue =
        SingleChronicleQueueBuilder.binary(scratch.file("chronicle"))
            .rollCycle(RollCycles.FAST_HOURLY)
            .timeProvider(time)
            .storeFileListener((cycle, file) -> remove(file))
            .build();
    appender = queue.createAppender();
    source = BytesStore.wrap(payload.bytes);
  }

  /** Called when a file is given up, by a thread of the queue, and by its end. */
  private void remove(File file) {
    if (!isEnding) {
      file.delete();
    }
  }

  void append() {
    appender.writeBytes(source);
    written += source.length();
    if (written > FILE) {
      written = 0;
      time.advanceMillis(TimeUnit.HOURS.toMillis(1));
    }
  }

  /** Removes it. */
  @TearDown
  public void close() throws IOException {
    isEnding = true;
    appender.close();
    queue.close();
    scratch.close();
  }
}
