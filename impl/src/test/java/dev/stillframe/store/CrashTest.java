package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.Disk;
import dev.stillframe.store.CrashStates.Kind;
import dev.stillframe.store.CrashStates.Subject;
import dev.stillframe.store.CrashStates.Violation;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that SIGKILL or a power cut may leave, within the bounds that each test states. */
final class CrashTest {
  private static final int SECTOR = 512;

  @TempDir Path directory;
  private Path name;
  private Subject replace;
  private Subject twin;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
    replace = Subject.replace(name);
    twin = twin(UnaryOperator.identity());
  }

  @AfterEach
  void forget() {
    CrashFile.Unit.forget();
  }

  private Subject twin(UnaryOperator<Boot> believed) {
    return Subject.twin(name, believed);
  }

  private static void print(String what, CrashStates states, int least) {
    System.out.println(what + ": " + states.count() + " crash states");
    assertTrue(states.count() >= least, what + ": only " + states.count());
  }

  private void explore(
      String what, Subject subject, List<Integer> sizes, List<Integer> again, int least) {
    CrashStates states = new CrashStates(subject, UnaryOperator.identity());
    states.explore(sizes, again);
    print(what, states, least);
  }

  private void exploreFailures(
      String what, Subject subject, List<Integer> sizes, List<Integer> again, int least) {
    CrashStates states = new CrashStates(subject, UnaryOperator.identity());
    states.exploreFailures(sizes, again);
    print(what, states, least);
  }

  @Test
  void aCrashOfTheReplaceStore() {
    explore("replace store, one crash", replace, List.of(3, 5, 3, 4, 5), List.of(), 500);
  }

  @Test
  void aCrashOfTheTwinStore() {
    explore("twin store, one crash", twin, List.of(3, 5, 3, 4, 5, 5), List.of(), 800);
  }

  @Test
  void aSecondCrashOfTheReplaceStore() {
    explore("replace store, two crashes", replace, List.of(3, 5, 3), List.of(4, 3), 3400);
  }

  @Test
  void aSecondCrashOfTheTwinStore() {
    explore("twin store, two crashes", twin, List.of(3, 5, 3, 4), List.of(5, 3, 4), 16000);
  }

  /** Every mark counts as one of another boot. */
  @Test
  void aSecondCrashOfTheTwinStoreOnAMachineThatDoesNotTellItsBoot() {
    Subject ignorant = twin(boot -> Boot.UNKNOWN);
    explore("twin store, no boot, two crashes", ignorant, List.of(3, 4, 3), List.of(4, 3), 5000);
  }

  @Test
  void aFailureAndACrashOfTheReplaceStore() {
    exploreFailures("replace store, failure, crash", replace, List.of(3, 4, 3), List.of(), 1000);
  }

  @Test
  void aFailureAndTwoCrashesOfTheReplaceStore() {
    exploreFailures("replace store, failure, crashes", replace, List.of(2, 2), List.of(2), 1200);
  }

  /**
   * Page 3 of the third image is that of the fourth: what failed to be synced is not to be kept.
   */
  @Test
  void aFailureAndACrashOfTheTwinStore() {
    exploreFailures("twin store, failure, crash", twin, List.of(4, 4, 4, 4), List.of(), 1800);
  }

  @Test
  void aFailureAndTwoCrashesOfTheTwinStore() {
    exploreFailures("twin store, failure, crashes", twin, List.of(2, 3, 2), List.of(2), 3000);
  }

  /** Nothing larger than a sector gets to the disk as a whole. */
  @Test
  void aCrashOfTheReplaceStoreThatTearsPages() {
    CrashStates states = new CrashStates(replace, UnaryOperator.identity(), SECTOR);
    states.explore(List.of(1, 1, 1), List.of());
    print("replace store, torn pages", states, 2000);
  }

  @Test
  void aCrashOfTheTwinStoreThatTearsPages() {
    CrashStates states = new CrashStates(twin, UnaryOperator.identity(), SECTOR);
    states.explore(List.of(1, 1, 1, 1), List.of());
    print("twin store, torn pages", states, 2000);
  }

  private static void assertBreaks(Kind kind, Subject subject, UnaryOperator<Disk> seam) {
    CrashStates states = new CrashStates(subject, seam);
    Violation violation =
        assertThrows(Violation.class, () -> states.explore(List.of(3, 3, 3), List.of(3)));
    assertEquals(kind, violation.kind, violation::toString);
  }

  private static void assertBreaks(Kind kind, Subject subject, Weakness weakness) {
    assertBreaks(kind, subject, disk -> new WeakDisk(disk, weakness));
  }

  /** The name is there, and of what it leads to nothing but a file without a seal. */
  @Test
  void withoutASyncOfFilesTheReplaceStoreLosesWhatItReported() {
    assertBreaks(Kind.TORN, replace, Weakness.NO_SYNC_OF_FILES);
  }

  @Test
  void withoutASyncOfTheDirectoryTheReplaceStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, replace, Weakness.NO_SYNC_OF_DIRECTORIES);
  }

  @Test
  void withARenameBeforeTheSyncTheReplaceStoreLosesWhatItReported() {
    assertBreaks(Kind.TORN, replace, Weakness.RENAME_BEFORE_SYNC);
  }

  @Test
  void withoutASyncOfFilesTheTwinStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, twin, Weakness.NO_SYNC_OF_FILES);
  }

  @Test
  void withoutASyncOfTheDirectoryTheTwinStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, twin, Weakness.NO_SYNC_OF_DIRECTORIES);
  }

  /** Killed before the sync; recovery reports the image, and then the power goes. */
  @Test
  void withoutADirtyMarkTheTwinStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, twin, Weakness.NO_DIRTY_MARK);
  }

  @Test
  void withAMarkClearedBeforeTheSyncTheTwinStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, twin, Weakness.CLEAR_BEFORE_SYNC);
  }

  /** A dirty mark that a power cut kept is believed, though its image was synced. */
  @Test
  void withOneIdentityForAllBootsTheTwinStoreLosesWhatItReported() {
    assertBreaks(Kind.NOTHING, twin(boot -> new Boot(1, 1)), UnaryOperator.identity());
  }
}
