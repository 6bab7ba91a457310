package dev.stillframe.examples;

import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Publishes one version of the zones after the other, in two images that servers map: {@link
 * ZoneServer}. It may be killed at any time and started again: it goes on after the newest version
 * that was published, asks no server for anything, and never writes what a server maps.
 */
public final class ZoneManager {
  private static final String USAGE =
      "usage: ZoneManager NAME PUBLISHED [VERSIONS]\n"
          + "  NAME       of the store\n"
          + "  PUBLISHED  file for the serial of the last version that is published\n"
          + "  VERSIONS   how many to publish (default: no end)";

  /** Servers move on when they have answered; on a busy machine that may take its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ZoneManager() {}

  /**
   * Runs the program.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    if (args.length < 2 || args.length > 3) {
      System.err.println(USAGE);
      System.exit(2);
    }
    long versions = args.length > 2 ? Long.parseLong(args[2]) : Long.MAX_VALUE;
    try (Store store = TwinStore.open(Path.of(args[0]), PATIENCE)) {
      run(store, Acknowledged.open(Path.of(args[1])), versions);
    } catch (BrokenRecordException | IOException e) {
      System.err.println("manager: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Goes on with what is in a store.
   *
   * @param store an open one
   * @param published the last version of which others may know
   * @param versions how many to publish
   * @throws IOException if the store cannot be read or written
   * @throws BrokenRecordException if what is found is not the newest that was published
   */
  public static void run(Store store, Acknowledged published, long versions) throws IOException {
    Optional<Found> found = store.recover().found();
    long serial = found.isPresent() ? ZoneImage.serialOf(Snapshots.load(found.get())) : 0;
    long last = published.get();
    // One more, if it was killed after it published that version and before it could say so.
    if (serial != last && serial != last + 1) {
      throw new BrokenRecordException(
          String.format(
              Locale.ROOT, "version %d was published, and the newest found is %d", last, serial));
    }
    System.out.println("manager: goes on after " + serial);
    published.set(serial);
    Ticker ticker = new Ticker("manager");
    for (long left = versions; left > 0; left--) {
      serial++;
      store.publish(ZoneImage.of(serial));
      published.set(serial);
      ticker.say(() -> "published version " + published.get());
    }
    System.out.println("manager: ends after " + serial);
  }
}
