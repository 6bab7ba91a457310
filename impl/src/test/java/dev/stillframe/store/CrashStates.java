package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs a store over a {@link CrashDisk} and reopens it, with the shipped classes, in every state
 * that a SIGKILL or a power cut may leave after every operation.
 */
final class CrashStates {
  /** The store that is tried. */
  interface Subject {
    Store open(Disk disk, Boot boot) throws IOException;

    StoreReader reader(Disk disk, Boot boot) throws IOException;

    /** A replace store that keeps one generation. */
    static Subject replace(Path name) {
      return new Subject() {
        @Override
        public Store open(Disk disk, Boot boot) throws IOException {
          return ReplaceStore.open(disk, name, 1);
        }

        @Override
        public StoreReader reader(Disk disk, Boot boot) {
          return ReplaceReader.open(disk, name);
        }
      };
    }

    /** A twin store that may take one boot for another. */
    static Subject twin(Path name, UnaryOperator<Boot> believed) {
      return new Subject() {
        @Override
        public Store open(Disk disk, Boot boot) throws IOException {
          return TwinStore.open(disk, name, Duration.ZERO, believed.apply(boot));
        }

        @Override
        public StoreReader reader(Disk disk, Boot boot) throws IOException {
          return TwinReader.open(disk, name, believed.apply(boot));
        }
      };
    }
  }

  /** How a state is wrong. */
  enum Kind {
    /** Nothing is found, though something was reported. */
    NOTHING,
    /** What is found is older than what was reported. */
    OLDER,
    /** What is found is no image that was offered. */
    TORN,
    /** A reader finds another image than the host. */
    READER_DIFFERS,
    /** The shipped classes throw. */
    EXCEPTION
  }

  /** A crash left a state that must not be. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;
    final Kind kind;

    Violation(Kind kind, String message, Throwable cause) {
      super(kind + ": " + message, cause);
      this.kind = kind;
    }
  }

  /** Where a run is; numbers are those of {@link TestImage}. */
  private static final class Run {
    private final CrashDisk disk;
    private final Boot boot;
    private int reported;
    private int offered;

    Run(CrashDisk disk, Boot boot, int reported, int offered) {
      this.disk = disk;
      this.boot = boot;
      this.reported = reported;
      this.offered = offered;
    }

    Run copy() {
      return new Run(disk.copy(), boot, reported, offered);
    }
  }

  private final Subject subject;
  private final UnaryOperator<Disk> seam;
  private final int page;
  private final Set<Object> seen = new HashSet<>();
  private long points;

  /**
   * Prepares an exploration.
   *
   * @param subject the store
   * @param seam what stands between the store and the disk: nothing, or something that weakens it
   */
  CrashStates(Subject subject, UnaryOperator<Disk> seam) {
    this(subject, seam, TestImage.PAGE);
  }

  /** The same on a disk that may write pages, or only sectors, as a whole. */
  CrashStates(Subject subject, UnaryOperator<Disk> seam, int page) {
    this.subject = subject;
    this.seam = seam;
    this.page = page;
  }

  /** How many different states were reopened. */
  int count() {
    return seen.size();
  }

  /** After how many operations, or parts of them, a crash was tried. */
  long points() {
    return points;
  }

  /**
   * Publishes images of these sizes and crashes at every point.
   *
   * @param sizes of the images, in pages
   * @param again sizes of the images that are published after each crash, with a second crash at
   *     every point of that; empty for no second crash
   */
  void explore(List<Integer> sizes, List<Integer> again) {
    run(new Run(new CrashDisk(page), new Boot(1, 1), 0, 0), sizes, again, Integer.MAX_VALUE);
  }

  /** The same with one operation that fails, each in its turn. */
  void exploreFailures(List<Integer> sizes, List<Integer> again) {
    for (int failing = 0; ; failing++) {
      Run run = new Run(new CrashDisk(page), new Boot(1, 1), 0, 0);
      run(run, sizes, again, failing);
      if (!run.disk.hasFailed()) {
        return;
      }
    }
  }

  private void run(Run run, List<Integer> sizes, List<Integer> again, int failing) {
    List<Run> points = new ArrayList<>();
    // As a host has them: one for each size, changed in place.
    Map<Integer, PagedImage> images = new HashMap<>();
    try (Store store = subject.open(seam.apply(run.disk), run.boot)) {
      run.disk.observe(() -> points.add(run.copy()));
      points.add(run.copy());
      report(run, numberOf(store.recover(), run.disk), points);
      run.disk.failAfter(failing);
      for (int pages : sizes) {
        run.offered++;
        PagedImage image = images.computeIfAbsent(pages, CrashStates::emptyImage);
        image.copy(new BufferMemory(TestImage.of(run.offered, pages)), 0, image.size());
        if (publish(run, store, image)) {
          report(run, run.offered, points);
        }
      }
    } catch (IOException e) {
      throw new Violation(Kind.EXCEPTION, "in a run without a fault", e);
    }
    this.points += points.size();
    // Only now: the lock had to be free.
    points.forEach(point -> crash(point, again));
  }

  private static PagedImage emptyImage(int pages) {
    return new PagedImage(ByteBuffer.allocateDirect(pages * TestImage.PAGE));
  }

  private static boolean publish(Run run, Store store, PagedImage image) throws IOException {
    boolean mayFail = !run.disk.hasFailed();
    try {
      store.publish(image);
      return true;
    } catch (IOException e) {
      if (mayFail && run.disk.hasFailed()) {
        return false;
      }
      throw e;
    }
  }

  private static void report(Run run, int number, List<Run> points) {
    require(run, number, "recovery");
    run.reported = number;
    points.add(run.copy());
  }

  /** The machine may stop here: looks at all that this may leave. */
  private void crash(Run run, List<Integer> again) {
    List<CrashDisk> cut = run.disk.afterCut();
    reopen(run, again);
    Boot next = new Boot(run.boot.high() + 1, 1);
    for (CrashDisk left : cut) {
      reopen(new Run(left, next, run.reported, run.offered), again);
    }
  }

  private void reopen(Run run, List<Integer> again) {
    Object key = List.of(run.disk.key(), run.reported, run.offered, run.boot, again.isEmpty());
    if (!seen.add(key)) {
      return;
    }
    Run second = run.copy();
    int shown = shownToReader(run);
    try (Store store = subject.open(seam.apply(run.disk), run.boot)) {
      int found = numberOf(store.recover(), run.disk);
      require(run, found, "host");
      if (shown != found) {
        throw new Violation(Kind.READER_DIFFERS, shown + " instead of " + found, null);
      }
    } catch (IOException e) {
      throw new Violation(Kind.EXCEPTION, "host", e);
    }
    if (!again.isEmpty()) {
      run(second, again, List.of(), Integer.MAX_VALUE);
    }
  }

  private int shownToReader(Run run) {
    try (StoreReader reader = subject.reader(run.disk, run.boot)) {
      reader.look();
      int shown = TestImage.numberOf(reader.image());
      require(run, shown, "reader");
      return shown;
    } catch (FormatException e) {
      require(run, 0, "reader");
      return 0;
    } catch (IOException e) {
      throw new Violation(Kind.EXCEPTION, "reader", e);
    }
  }

  private static int numberOf(Search search, Disk disk) throws IOException {
    Optional<Found> found = search.found();
    return found.isEmpty() ? 0 : TestImage.numberOf(Snapshots.load(disk, found.get()));
  }

  private static void require(Run run, int number, String who) {
    String what =
        String.format(
            Locale.ROOT,
            "%s finds %d; %d was reported, %d offered",
            who,
            number,
            run.reported,
            run.offered);
    if (number == TestImage.TORN || number > run.offered) {
      throw new Violation(Kind.TORN, what, null);
    }
    if (number < run.reported) {
      throw new Violation(number == 0 ? Kind.NOTHING : Kind.OLDER, what, null);
    }
  }
}
