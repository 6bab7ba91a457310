package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.ZoneManager;
import dev.stillframe.store.KilledStore;
import dev.stillframe.store.Store;
import java.nio.file.Path;

/** The manager of the zones, killed at one of its operations on files. */
final class KilledManager {
  /** The third one writes an image again, and compares it with what it has written itself. */
  private static final long VERSIONS = 3;

  private KilledManager() {}

  public static void main(String[] args) throws Exception {
    try (Store store = KilledStore.twin(Path.of(args[0]), Long.parseLong(args[2]))) {
      ZoneManager.run(store, Acknowledged.open(Path.of(args[1])), VERSIONS);
    }
  }
}
