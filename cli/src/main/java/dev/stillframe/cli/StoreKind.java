package dev.stillframe.cli;

import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How a host keeps its images. */
enum StoreKind {
  /** A new file replaces the old one. */
  REPLACE {
    @Override
    Store open(Path snapshot, int keep) throws IOException {
      return ReplaceStore.open(snapshot, keep);
    }
  },
  /** Two files in turn, and only the pages that changed. */
  TWIN {
    @Override
    Store open(Path snapshot, int keep) throws IOException {
      return TwinStore.open(snapshot, READER_PATIENCE);
    }
  };

  /**
   * How long a round waits for readers of the older image: its host does nothing else meanwhile,
   * and tries again in the next round.
   */
  private static final Duration READER_PATIENCE = Duration.ofSeconds(1);

  abstract Store open(Path snapshot, int keep) throws IOException;
}
