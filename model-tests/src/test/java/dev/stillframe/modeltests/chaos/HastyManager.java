package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.ZoneImage;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.file.Path;

/** A manager that tells of a version before it is published; a server must miss it. */
final class HastyManager {
  private HastyManager() {}

  public static void main(String[] args) throws IOException {
    Acknowledged published = Acknowledged.open(Path.of(args[1]));
    try (Store store = TwinStore.open(Path.of(args[0]))) {
      store.recover();
      for (long serial = published.get() + 1; ; serial++) {
        published.set(serial);
        store.publish(ZoneImage.of(serial));
      }
    }
  }
}
