package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.Disk;
import dev.stillframe.store.JournalCrashStates.Offer;
import dev.stillframe.store.JournalViolation.Kind;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that SIGKILL or a power cut may leave of a journal, within the bounds stated. */
final class JournalCrashTest {
  private static final Offer SMALL = new Offer(2, 20, false);
  private static final Offer LARGE = new Offer(1, 900, false);
  private static final Offer BASE = new Offer(2, 300, true);

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
  }

  @AfterEach
  void forget() {
    CrashFile.Unit.forget();
  }

  private JournalCrashStates states(UnaryOperator<Disk> seam) {
    return new JournalCrashStates(name, JournalSync.EACH_BATCH, seam);
  }

  private static void print(String what, JournalCrashStates states, int least) {
    System.out.println(what + ": " + states.count() + " crash states");
    assertTrue(states.count() >= least, what + ": only " + states.count());
  }

  @Test
  void aCrash() {
    JournalCrashStates states = states(UnaryOperator.identity());
    states.explore(List.of(SMALL, LARGE, BASE, SMALL, LARGE), List.of());
    print("journal, one crash", states, 50);
  }

  @Test
  void aSecondCrash() {
    JournalCrashStates states = states(UnaryOperator.identity());
    states.explore(List.of(SMALL, LARGE, BASE), List.of(SMALL, BASE));
    print("journal, two crashes", states, 200);
  }

  @Test
  void aFailureAndTwoCrashes() {
    JournalCrashStates states = states(UnaryOperator.identity());
    states.exploreFailures(List.of(SMALL, LARGE, BASE, SMALL), List.of(SMALL));
    print("journal, failure, two crashes", states, 300);
  }

  /** SIGKILL loses nothing, a power cut nothing of what was there at the last sync. */
  @Test
  void aFailureAndTwoCrashesWhereSyncsAreOnRequest() {
    JournalCrashStates states =
        new JournalCrashStates(name, JournalSync.ON_REQUEST, UnaryOperator.identity());
    states.exploreFailures(List.of(SMALL, BASE, SMALL, SMALL), List.of(SMALL));
    print("journal, syncs on request, failure, two crashes", states, 300);
  }

  @Test
  void aCrashWhileADamagedJournalIsKept() throws IOException {
    DamageStates states = new DamageStates(name, UnaryOperator.identity());
    states.explore();
    System.out.println("journal, damaged, two crashes: " + states.count() + " crash states");
    assertTrue(states.count() >= 80, "only " + states.count());
  }

  @Test
  void withoutASyncOfTheDirectoryTheDamagedJournalIsLost() {
    DamageStates states =
        new DamageStates(name, disk -> new WeakDisk(disk, Weakness.NO_SYNC_OF_DIRECTORIES));
    AssertionError lost = assertThrows(AssertionError.class, states::explore);
    assertTrue(lost.getMessage().contains("the damaged file is gone"), lost::toString);
  }

  private void assertBreaks(Kind kind, JournalSync sync, Weakness weakness) {
    JournalCrashStates states =
        new JournalCrashStates(name, sync, disk -> new WeakDisk(disk, weakness));
    JournalViolation violation =
        assertThrows(
            JournalViolation.class,
            () -> states.exploreFailures(List.of(SMALL, LARGE, BASE, SMALL), List.of(SMALL)));
    assertEquals(kind, violation.kind, violation::toString);
  }

  private void assertBreaks(Kind kind, Weakness weakness) {
    assertBreaks(kind, JournalSync.EACH_BATCH, weakness);
  }

  /** The name leads to a file without its header. */
  @Test
  void withoutASyncOfFilesWhatWasReportedIsLost() {
    assertBreaks(Kind.REFUSED, Weakness.NO_SYNC_OF_FILES);
  }

  @Test
  void withoutASyncOfTheDirectoryWhatWasReportedIsLost() {
    assertBreaks(Kind.OLDER, Weakness.NO_SYNC_OF_DIRECTORIES);
  }

  @Test
  void withARenameBeforeTheSyncWhatWasReportedIsLost() {
    assertBreaks(Kind.REFUSED, Weakness.RENAME_BEFORE_SYNC);
  }

  /** The first sync that fails is that of a new file. */
  @Test
  void withAFailedSyncIgnoredWhatWasReportedIsLost() {
    assertBreaks(Kind.REFUSED, Weakness.FAILED_SYNC_IGNORED);
  }

  /**
   * A sync fails, then comes a kill; recovery finds the batch whole, and its sync writes nothing.
   */
  @Test
  void withoutWritingTheLastBatchAgainWhatRecoveryReportedIsLost() {
    assertBreaks(Kind.OLDER, Weakness.FOUND_NOT_WRITTEN_AGAIN);
  }

  @Test
  void withASyncThatIsLeftOutWhatWasSyncedOnRequestIsLost() {
    assertBreaks(Kind.REFUSED, JournalSync.ON_REQUEST, Weakness.NO_SYNC_OF_FILES);
  }
}
