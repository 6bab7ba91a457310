package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.modeltests.traces.TraceEvent;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records runs of the shipped twin store, alone with power cuts, or with two readers and without.
 */
final class TwinRuns extends RecordedRun {
  private static final List<String> READERS = List.of("reader1", "reader2");
  private static final int MOST_PUBLICATIONS = 5;

  /** Images have one page up to so many. */
  private static final int MOST_PAGES = 3;

  private static final int LIVES_OF_A_READER = 3;
  private static final int MOST_LOOKS = 8;

  private final StoreTurns turns;
  private final List<String> readers;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private boolean isStale;
  private int attempts;

  private TwinRuns(
      Path name, Disk disk, List<String> readers, int failures, Weakness weakness, long seed) {
    super(name, disk, new TwinWords(name), failures, weakness, seed);
    this.readers = readers;
    List<String> all = new ArrayList<>(List.of(WRITER, WRITER, WRITER, WRITER));
    all.addAll(readers);
    this.turns = new StoreTurns(new Random(random.nextLong()), all);
  }

  /** Records a run over a disk in memory, whose power is cut now and then. */
  static List<TraceEvent> overMemory(Path directory, int failures, Weakness weakness, long seed)
      throws IOException {
    CrashDisk disk = new CrashDisk(TestImage.PAGE);
    return new TwinRuns(name(directory), disk, List.of(), failures, weakness, seed).run();
  }

  /** Records a run over a disk in memory, with readers that come, go and are killed. */
  static List<TraceEvent> withReaders(Path directory, long seed) throws IOException {
    CrashDisk disk = new CrashDisk(TestImage.PAGE);
    return new TwinRuns(name(directory), disk, READERS, 1, null, seed).run();
  }

  /** Does the same with readers that do not look again under the lock. */
  static List<TraceEvent> withStaleReaders(Path directory, long seed) throws IOException {
    CrashDisk disk = new CrashDisk(TestImage.PAGE);
    TwinRuns runs = new TwinRuns(name(directory), disk, READERS, 1, null, seed);
    runs.isStale = true;
    return runs.run();
  }

  /** Records a run over the files of an empty directory, with readers. */
  static List<TraceEvent> overFiles(Path directory, long seed) throws IOException {
    return new TwinRuns(name(directory), SystemDisk.INSTANCE, READERS, 1, null, seed).run();
  }

  @Override
  boolean mayBeCut() {
    return readers.isEmpty();
  }

  /** The host gives its turn away before each operation, a reader before it reads. */
  private final class TurnedFate extends Fate {
    private final String who;

    TurnedFate(String who, Random own, int operations, int failures) {
      super(own, operations, failures);
      this.who = who;
    }

    @Override
    void next(String operation) {
      if (who.equals(WRITER) || operation.equals("read")) {
        turns.next(who);
      }
      super.next(operation);
    }

    @Override
    boolean fails(String operation) {
      return List.of("create", "sync", "sync directory").contains(operation)
          && super.fails(operation);
    }
  }

  /** Tells that an image is about to be opened for writing before the turn may go to others. */
  private final class OpeningDisk extends RecordingDisk {
    private final FileWords words;

    OpeningDisk(Disk disk, FileWords words, String who, Fate fate) {
      super(disk, words, log, who, fate);
      this.words = words;
    }

    @Override
    public DiskFile open(Path file, boolean writable) throws IOException {
      if (writable) {
        log.operation(WRITER, "opens", words.word(file).orElseThrow(), List.of(), "-");
        opened++;
      }
      return super.open(file, writable);
    }
  }

  /** How often an image was opened for writing. */
  private int opened;

  @Override
  RecordingDisk record(Disk raw, Random own, int operations, int failing) {
    Fate fate = new TurnedFate(WRITER, own, operations, failing);
    return new OpeningDisk(raw, new TwinWords(name), WRITER, fate);
  }

  @Override
  List<TraceEvent> run() throws IOException {
    WriterLock.take(name).close(); // Readers need the lock file.
    List<Thread> threads = new ArrayList<>();
    for (String reader : readers) {
      long own = random.nextLong();
      threads.add(new Thread(() -> read(reader, new Random(own)), reader));
    }
    threads.forEach(Thread::start);
    try {
      live();
    } finally {
      turns.leave(WRITER);
      join(threads);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a recorded reader failed", failure.get());
    }
    log.call("run", "over");
    return log.events();
  }

  private static void join(List<Thread> threads) throws IOException {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IOException("the recording was interrupted", e);
    }
  }

  private Boot boot() {
    return new Boot(cuts() + 1, 1);
  }

  @Override
  void live(RecordingDisk recorded, Disk seen) throws IOException {
    log.call(WRITER, "start");
    try (TwinStore store = TwinStore.open(seen, name, Duration.ZERO, boot())) {
      if (recover(store)) {
        for (int i = random.nextInt(MOST_PUBLICATIONS + 1); i > 0; i--) {
          publish(store);
        }
        log.call(WRITER, "close");
      }
    }
  }

  private boolean recover(TwinStore store) {
    try {
      Optional<Found> found = store.recover().found();
      int number = 0;
      if (found.isPresent()) {
        number = TestImage.numberOf(Snapshots.load(disk(), found.get()));
      }
      log.call(WRITER, "found", number);
      return true;
    } catch (IOException e) {
      log.call(WRITER, "refused");
      return false;
    }
  }

  private void publish(TwinStore store) {
    int number = attempts + 1;
    opened = 0;
    try {
      long generation = store.publish(TestImage.of(number, 1 + number % MOST_PAGES));
      log.call(WRITER, "published", number, generation);
    } catch (IOException e) {
      log.call(WRITER, "gave up");
    } finally {
      attempts += opened; // One that did not get the lock was none.
    }
  }

  private void read(String who, Random own) {
    turns.enter(who);
    try {
      for (int life = 0; life < LIVES_OF_A_READER; life++) {
        int operations = own.nextInt(3) == 0 ? own.nextInt(30) : Integer.MAX_VALUE;
        Fate fate = new TurnedFate(who, new Random(own.nextLong()), operations, 0);
        Disk recorded = new RecordingDisk(disk(), new TwinWords(name), log, who, fate);
        Disk seen = isStale ? new StaleHeadDisk(recorded) : recorded;
        try (TwinReader reader = TwinReader.open(seen, name, boot())) {
          look(reader, who, own.nextInt(MOST_LOOKS + 1));
        } catch (Fate.Killed e) {
          // The kernel gives up its locks, as closing does.
        }
        log.call(who, "leave");
      }
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    } finally {
      turns.leave(who);
    }
  }

  private void look(TwinReader reader, String who, int looks) throws IOException {
    for (int i = 0; i < looks; i++) {
      log.call(who, "look");
      try {
        reader.look();
        log.call(who, "mapped", TestImage.numberOf(reader.image()), reader.generation());
      } catch (FormatException e) {
        log.call(who, "nothing");
      }
    }
  }
}
