package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.JournalViolation.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Runs a journal over a {@link CrashDisk} and recovers it, with the shipped classes, in every state
 * that a SIGKILL or a power cut may leave after every operation.
 */
final class JournalCrashStates {
  /**
   * A batch that is offered.
   *
   * @param records how many
   * @param length of each in bytes
   * @param isBase whether the first of them is a base
   */
  record Offer(int records, int length, boolean isBase) {}

  static final UUID IDENTITY = new UUID(7, 9);

  /** Where a run is. What is reported must not change; what was offered since may be there. */
  private static final class Run {
    private final CrashDisk disk;
    private final int life;
    private long reported;

    /** How far a power cut leaves it. */
    private long synced;

    private final Map<Long, Integer> standing = new HashMap<>();

    Run(CrashDisk disk, int life) {
      this.disk = disk;
      this.life = life;
    }

    Run with(CrashDisk other, int otherLife) {
      Run run = new Run(other, otherLife);
      run.reported = reported;
      run.synced = synced;
      run.standing.putAll(standing);
      return run;
    }
  }

  private final Path name;
  private final JournalSync sync;
  private final UnaryOperator<Disk> seam;
  private final Set<Object> seen = new HashSet<>();
  private long points;

  JournalCrashStates(Path name, JournalSync sync, UnaryOperator<Disk> seam) {
    this.name = name;
    this.sync = sync;
    this.seam = seam;
  }

  /** The salt is the same for each run of a life, so that equal states are equal. */
  private Journal open(Run run) throws IOException {
    return Journal.open(seam.apply(run.disk), name, sync, () -> run.life);
  }

  /** How many different states were recovered. */
  int count() {
    return seen.size();
  }

  /** After how many operations, or parts of them, a crash was tried. */
  long points() {
    return points;
  }

  /** Appends, crashes at every point, and does the same again with the second list. */
  void explore(List<Offer> offers, List<Offer> again) {
    run(new Run(new CrashDisk(512), 1), offers, again, Integer.MAX_VALUE);
  }

  /** The same with one operation that fails, each in its turn. */
  void exploreFailures(List<Offer> offers, List<Offer> again) {
    for (int failing = 0; ; failing++) {
      Run run = new Run(new CrashDisk(512), 1);
      run(run, offers, again, failing);
      if (!run.disk.hasFailed()) {
        return;
      }
    }
  }

  private void run(Run run, List<Offer> offers, List<Offer> again, int failing) {
    List<Run> points = new ArrayList<>();
    try (Journal journal = open(run)) {
      run.disk.observe(() -> points.add(run.with(run.disk.copy(), run.life)));
      run.disk.failAfter(failing);
      recover(run, journal);
      List<StateRecord> pending = new ArrayList<>();
      long newest = run.reported;
      for (Offer offer : offers) {
        for (int i = 0; i < offer.records(); i++) {
          newest++;
          boolean isBase = offer.isBase() && i == 0;
          pending.add(record(newest, isBase, offer.length(), run.life));
        }
        append(run, journal, pending);
      }
      append(run, journal, pending);
      sync(run, journal);
    } catch (IOException e) {
      throw thrown("in a run", e);
    }
    this.points += points.size();
    points.forEach(point -> crash(point, again)); // Only now: the lock had to be free.
  }

  private static JournalViolation thrown(String when, IOException e) {
    return new JournalViolation(
        e instanceof FormatException ? Kind.REFUSED : Kind.EXCEPTION, when, e);
  }

  private void recover(Run run, Journal journal) throws IOException {
    try {
      journal.recover(IDENTITY);
    } catch (IOException e) {
      if (!run.disk.hasFailed()) {
        throw e;
      }
      journal.recover(IDENTITY);
    }
    check(run, journal.durable());
    run.synced = run.reported;
  }

  private static void sync(Run run, Journal journal) throws IOException {
    try {
      journal.sync();
    } catch (IOException e) {
      if (!run.disk.hasFailed()) {
        throw e;
      }
      journal.sync();
    }
    run.synced = run.reported;
  }

  private void append(Run run, Journal journal, List<StateRecord> pending) throws IOException {
    boolean mayFail = !run.disk.hasFailed();
    try {
      run.reported = journal.append(pending);
      for (StateRecord record : pending) {
        run.standing.put(record.number(), run.life);
      }
      if (sync == JournalSync.EACH_BATCH || pending.stream().anyMatch(StateRecord::isBase)) {
        run.synced = run.reported;
      }
      pending.clear();
      check(run, run.reported);
    } catch (IOException e) {
      if (!mayFail || !run.disk.hasFailed()) {
        throw e;
      }
    }
  }

  private static StateRecord record(long number, boolean isBase, int length, int life) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) (number * 8 + life));
    return new StateRecord(number, isBase, bytes);
  }

  private void crash(Run run, List<Offer> again) {
    List<CrashDisk> cut = run.disk.afterCut();
    reopen(run.with(run.disk.copy(), run.life + 1), again);
    for (CrashDisk left : cut) {
      Run without = run.with(left, run.life + 1);
      without.reported = run.synced;
      reopen(without, again);
    }
  }

  private void reopen(Run run, List<Offer> again) {
    if (!seen.add(List.of(run.disk.key(), run.reported, Map.copyOf(run.standing), run.life))) {
      return;
    }
    if (!again.isEmpty()) {
      run(run, again, List.of(), Integer.MAX_VALUE);
      return;
    }
    try (Journal journal = open(run)) {
      Journal.Recovery recovery = journal.recover(IDENTITY);
      // A batch that was not synced may be lost, and one behind it may be there.
      if (recovery.damage().isPresent() && sync == JournalSync.EACH_BATCH) {
        throw new JournalViolation(Kind.DAMAGE, recovery.toString(), null);
      }
      check(run, recovery.durable());
    } catch (IOException e) {
      throw thrown("recovery", e);
    }
  }

  /** Reads the journal: nothing missing, nothing but what was offered, nothing reported changed. */
  private void check(Run run, long durable) throws IOException {
    long last = 0;
    try (JournalReader reader = JournalReader.open(run.disk, name)) {
      while (reader.hasNext()) {
        StateRecord record = reader.next();
        if (record.isBase() ? record.number() <= last : record.number() != last + 1) {
          throw new JournalViolation(
              Kind.TORN, "behind " + last + " comes " + record.number(), null);
        }
        last = record.number();
        int life = record.bytes()[0] - (int) (last * 8);
        Integer expected = run.standing.get(last);
        boolean isOurs = life >= 1 && life <= run.life;
        boolean isKept = last > run.reported || expected != null && expected == life;
        byte[] whole = record(last, false, record.bytes().length, life).bytes();
        if (!isOurs || !isKept || !java.util.Arrays.equals(whole, record.bytes())) {
          throw new JournalViolation(
              Kind.TORN, "record " + last + " is not what was offered", null);
        }
        run.standing.put(last, life);
      }
    } catch (NoSuchFileException e) {
      throw new JournalViolation(Kind.NOTHING, "there is no journal", e);
    }
    if (last < run.reported || last != durable) {
      throw new JournalViolation(
          last < run.reported ? Kind.OLDER : Kind.TORN,
          "the journal ends with " + last + "; reported " + run.reported + " and " + durable,
          null);
    }
    run.reported = last;
  }
}
