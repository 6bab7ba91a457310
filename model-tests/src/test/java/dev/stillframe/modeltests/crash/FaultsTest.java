package dev.stillframe.modeltests.crash;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.modeltests.crash.Trials.Start;
import dev.stillframe.store.StoreCrashPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Faults of the shipped host in the middle of a cycle, with real processes: {@code make crash}. The
 * quick tier tries a few system calls, and others each time; the standard tier all, the start over
 * what a killed host and a killed client have left, and writes that are cut short.
 */
@Tag("crash")
public final class FaultsTest {
  private static final Set<Fault> KILLS = EnumSet.of(Fault.KILL);
  private static final Set<Fault> ERRORS = EnumSet.complementOf(EnumSet.of(Fault.KILL));

  private static final String CHANNEL_FILE = "dev.stillframe.files.ChannelFile";
  private static final String FORCE = "channel.force(true);";

  private final boolean isQuick = !Set.of("standard", "deep").contains(tier());
  private final long seed = Long.getLong("seed", System.nanoTime());

  private static String tier() {
    return System.getProperty("tier", "");
  }

  /** Returns the checks of system calls that there are, of all tiers. */
  public static List<Declared> declaredOfSystemCalls() {
    return new FaultsTest().systemCalls(false).declared();
  }

  /** Returns the checks of crash points that there are, of all tiers. */
  public static List<Declared> declaredOfCrashPoints() {
    return crashPoints().declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return Stream.concat(systemCalls(isQuick).asPart("crash"), crashPoints().asMoreOf("crash"));
  }

  private static Checks crashPoints() {
    return new Checks("crash points")
        .tells("crash-points-queue", "Q4", AccessCounts::queue)
        .tells("crash-points-triple", "T1 T3", AccessCounts::triple)
        .tells("crash-points-replace", "S1 S3", () -> points(StoreCrashPoints::replace))
        .tells("crash-points-twin", "S1 S3", () -> points(StoreCrashPoints::twin))
        .tells("crash-points-journal", "S1 S3", () -> points(StoreCrashPoints::journal));
  }

  private Checks systemCalls(boolean isQuick) {
    Checks checks = new Checks("system calls");
    for (Subject subject : Subject.values()) {
      String id = "crash-" + subject.name().toLowerCase(Locale.ROOT);
      String claims = subject.claims();
      Crashes crashes = new Crashes(subject);
      checks.holds(id + "-syncs", "S1", crashes::syncs);
      if (!isQuick || subject != Subject.BASE) {
        checks
            .holds(id + "-kills", claims, seed, () -> run(crashes, Start.FRESH, KILLS))
            .holds(id + "-errors", claims, seed, () -> run(crashes, Start.FRESH, ERRORS));
      }
      if (!isQuick) {
        checks
            .holds(id + "-kills-again", claims, seed, () -> run(crashes, Start.TAKEN_UP, KILLS))
            .holds(id + "-errors-again", claims, seed, () -> run(crashes, Start.TAKEN_UP, ERRORS))
            .holds(id + "-short-writes", claims, () -> crashes.limits(2, 1));
      }
    }
    if (!isQuick) {
      checks
          .fails("crash-error-taken-for-absence", "Q4", FaultsTest::errorTakenForAbsence)
          .fails("crash-short-write-taken-for-whole", "S1", FaultsTest::shortWriteTakenForWhole);
    }
    return checks
        .fails("crash-without-syncs", "S1", FaultsTest::withoutSyncs)
        .fails("crash-failed-sync-not-told", "S1", FaultsTest::failedSyncNotTold)
        .fails("crash-publication-after-report", "Q4", FaultsTest::publishedLate);
  }

  private long run(Crashes crashes, Start start, Set<Fault> faults) throws IOException {
    return crashes.run(start, faults, call -> true, isQuick ? 2 : Integer.MAX_VALUE, seed);
  }

  private static Outcome points(Function<Path, Map<String, Long>> crashes) throws IOException {
    Path directory = Files.createTempDirectory("crash").toRealPath();
    try {
      return AccessCounts.outcome("crash points", crashes.apply(directory.resolve("state")));
    } finally {
      Files.deleteIfExists(directory.resolve("state.lock"));
      Files.delete(directory);
    }
  }

  /** A host that reports before it syncs. */
  private static long withoutSyncs() throws IOException {
    return new Crashes(Subject.REPLACE, MutatedClass.compile(CHANNEL_FILE, FORCE, "")).syncs();
  }

  /** A host that forgets a message. */
  private static long failedSyncNotTold() throws IOException {
    String forgotten = "try { " + FORCE + " } catch (IOException e) { }";
    return new Crashes(Subject.REPLACE, MutatedClass.compile(CHANNEL_FILE, FORCE, forgotten))
        .run(Start.FRESH, EnumSet.of(Fault.EIO), call -> call.is("fsync"), Integer.MAX_VALUE, 0);
  }

  /** A host that takes a memory for absent at which it could not look. */
  private static long errorTakenForAbsence() throws IOException {
    String look = "PrivateFiles.look(file, NOFOLLOW_LINKS)";
    Path mutated =
        MutatedClass.compile(
            "dev.stillframe.cli.memory.OwnMemory",
            look + ";",
            "Files.exists(file, NOFOLLOW_LINKS) ? " + look + " : Optional.empty();");
    return new Crashes(Subject.REPLACE, mutated)
        .run(
            Start.TAKEN_UP,
            EnumSet.of(Fault.EIO),
            call -> call.is("statx") && call.text().contains("/runtime/"),
            Integer.MAX_VALUE,
            0);
  }

  /** A host that does not look how much of a write was done. */
  private static long shortWriteTakenForWhole() throws IOException {
    Path mutated =
        MutatedClass.compile(
            "dev.stillframe.files.PrivateFiles",
            "while (bytes.hasRemaining()) {\n      at +=",
            "if (bytes.hasRemaining()) {\n      at +=");
    return new Crashes(Subject.REPLACE, mutated).limits(2, 1);
  }

  /** A host that reports before it has published, and does that when it ends. */
  private static long publishedLate() throws IOException {
    return new Crashes(
            Subject.REPLACE,
            MutatedClass.compile(
                "dev.stillframe.store.ReplaceStore",
                "public long publish(PagedImage image) throws IOException {",
                "public long publish(PagedImage image) { late = image; return newestGeneration + 1;"
                    + " } private PagedImage late;"
                    + " private long publishLate(PagedImage image) throws IOException {",
                "public void close() throws IOException {",
                "public void close() throws IOException { if (late != null) publishLate(late);"))
        .run(Start.FRESH, KILLS, call -> call.is("link"), Integer.MAX_VALUE, 0);
  }
}
