package dev.stillframe.examples;

import dev.stillframe.store.StoreReader;
import dev.stillframe.store.TwinReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Answers from the newest version of the zones that {@link ZoneManager} has published, without a
 * pause, whether or not a manager lives. An answer is a check of the whole image here; each has to
 * find the version that was mapped, and that has to be as new as what was published before.
 */
public final class ZoneServer {
  private static final String USAGE =
      "usage: ZoneServer NAME PUBLISHED ANSWERS [COUNT]\n"
          + "  NAME       of the store\n"
          + "  PUBLISHED  the manager's file with the last version\n"
          + "  ANSWERS    file for the number of answers so far\n"
          + "  COUNT      how many answers to give (default: no end)";

  /** How many answers it gives from one mapping at most before it looks for a newer one. */
  private static final int ANSWERS_BETWEEN_LOOKS = 40;

  private final Acknowledged published;
  private final Acknowledged answers;
  private final SplittableRandom random = new SplittableRandom();
  private final Ticker ticker = new Ticker("server");

  private ZoneServer(Acknowledged published, Acknowledged answers) {
    this.published = published;
    this.answers = answers;
  }

  /**
   * Runs the program; exit code 1 if an image is not what was published.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    if (args.length < 3 || args.length > 4) {
      System.err.println(USAGE);
      System.exit(2);
    }
    long count = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
    try (StoreReader reader = TwinReader.open(Path.of(args[0]))) {
      Acknowledged published = Acknowledged.open(Path.of(args[1]));
      new ZoneServer(published, Acknowledged.open(Path.of(args[2]))).run(reader, count);
    } catch (BrokenRecordException e) {
      System.err.println("server: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println(
          "server: nothing to answer from, start a manager first: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run(StoreReader reader, long count) throws IOException {
    long before = answers.get();
    long serial = 0;
    while (answers.get() - before < count) {
      long expected = published.get();
      reader.look();
      boolean isFirst = serial == 0;
      serial = ZoneImage.serialOf(reader.image());
      if (serial < expected) {
        throw new BrokenRecordException(
            String.format(
                Locale.ROOT,
                "version %d was published, and the newest found is %d",
                expected,
                serial));
      }
      if (isFirst) {
        System.out.println("server: answers from version " + serial);
      }
      answer(reader.image(), serial);
      String version = " answers, the newest version is " + serial;
      ticker.say(() -> answers.get() + version);
    }
    System.out.println("server: ends after " + answers.get() + " answers, at version " + serial);
  }

  private void answer(ByteBuffer image, long serial) {
    for (int left = random.nextInt(ANSWERS_BETWEEN_LOOKS); left >= 0; left--) {
      long found = ZoneImage.serialOf(image);
      if (found != serial) {
        throw new BrokenRecordException(
            String.format(Locale.ROOT, "version %d became %d while it was mapped", serial, found));
      }
      answers.set(answers.get() + 1);
    }
  }
}
