package dev.stillframe.store;

import dev.stillframe.modeltests.traces.TraceEvent;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What runs are recorded of, store by store, and which spec explains them. */
public enum StoreRuns {
  REPLACE(
      "S1 S3",
      "TraceReplace",
      String.format(
          Locale.ROOT,
          """
          Readers = {}
          Pages = 2
          Keep = %d
          Order = "any"
          Disk = "honest"
          Ablation = "none"
      """,
          ReplaceRuns.KEEP),
      Map.of(
          "kills", (directory, seed) -> ReplaceRuns.overMemory(directory, 0, null, seed),
          "failures", (directory, seed) -> ReplaceRuns.overMemory(directory, 2, null, seed),
          "files", (directory, seed) -> ReplaceRuns.overFiles(directory, 2, seed)),
      Map.of(
          "no-sync-of-files", weakReplace(Weakness.NO_SYNC_OF_FILES),
          "no-sync-of-directories", weakReplace(Weakness.NO_SYNC_OF_DIRECTORIES),
          "rename-before-sync", weakReplace(Weakness.RENAME_BEFORE_SYNC))),

  TWIN(
      "S1 S2 S3",
      "TraceTwin",
      """
          Readers <- TraceReaders
          Contents <- TraceContents
          Check = "boot"
          Gate = FALSE
          Order = "any"
          Ablation = "none"
      """,
      Map.of(
          "kills",
          (directory, seed) -> TwinRuns.overMemory(directory, 0, null, seed),
          "failures",
          (directory, seed) -> TwinRuns.overMemory(directory, 1, null, seed),
          "readers",
          TwinRuns::withReaders,
          "files",
          TwinRuns::overFiles),
      Map.of(
          "no-sync-of-files", weakTwin(Weakness.NO_SYNC_OF_FILES),
          "no-sync-of-directories", weakTwin(Weakness.NO_SYNC_OF_DIRECTORIES),
          "no-dirty-mark", weakTwin(Weakness.NO_DIRTY_MARK),
          "clear-before-sync", weakTwin(Weakness.CLEAR_BEFORE_SYNC),
          "failed-sync-ignored", weakTwin(Weakness.FAILED_SYNC_IGNORED),
          "no-second-look", TwinRuns::withStaleReaders)),

  JOURNAL(
      "S1 S3",
      "TraceJournal",
      """
          Pages = 12
          Counts <- TraceCounts
          Order = "any"
          Ablation = "none"
      """,
      Map.of(
          "kills", (directory, seed) -> JournalRuns.overMemory(directory, 0, null, seed),
          "failures", (directory, seed) -> JournalRuns.overMemory(directory, 1, null, seed),
          "files", (directory, seed) -> JournalRuns.overFiles(directory, 2, seed)),
      Map.of(
          "no-sync-of-files", weakJournal(Weakness.NO_SYNC_OF_FILES),
          "no-sync-of-directories", weakJournal(Weakness.NO_SYNC_OF_DIRECTORIES),
          "rename-before-sync", weakJournal(Weakness.RENAME_BEFORE_SYNC),
          "failed-sync-ignored", weakJournal(Weakness.FAILED_SYNC_IGNORED),
          "found-not-written-again", weakJournal(Weakness.FOUND_NOT_WRITTEN_AGAIN)));

  /** Records a run by its seed, with an empty directory for its files. */
  @FunctionalInterface
  public interface Recording {
    List<TraceEvent> record(Path directory, long seed) throws IOException;
  }

  private final String claims;
  private final String module;
  private final String constants;
  private final Map<String, Recording> shipped;
  private final Map<String, Recording> weakened;

  StoreRuns(
      String claims,
      String module,
      String constants,
      Map<String, Recording> shipped,
      Map<String, Recording> weakened) {
    this.claims = claims;
    this.module = module;
    this.constants = constants;
    this.shipped = new TreeMap<>(shipped);
    this.weakened = new TreeMap<>(weakened);
  }

  private static Recording weakReplace(Weakness weakness) {
    return (directory, seed) -> ReplaceRuns.overMemory(directory, 1, weakness, seed);
  }

  private static Recording weakTwin(Weakness weakness) {
    return (directory, seed) -> TwinRuns.overMemory(directory, 5, weakness, seed);
  }

  private static Recording weakJournal(Weakness weakness) {
    return (directory, seed) -> JournalRuns.overMemory(directory, 2, weakness, seed);
  }

  /** The claims that the runs bear on. */
  public String claims() {
    return claims;
  }

  /** The module that explains the events. */
  public String module() {
    return module;
  }

  /** The constants of the module, as a configuration has them. */
  public String constants() {
    return constants;
  }

  /** Groups of runs of the shipped classes, which must be explained. */
  public Map<String, Recording> shipped() {
    return shipped;
  }

  /** Groups of runs of stores that do one thing wrong, which must not. */
  public Map<String, Recording> weakened() {
    return weakened;
  }
}
