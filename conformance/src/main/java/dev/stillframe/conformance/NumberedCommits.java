package dev.stillframe.conformance;

import dev.stillframe.conformance.QueueModel.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What the request {@code run} commits, each known by its number: whether a snapshot holds just
 * that, and none older than the one before it held.
 */
final class NumberedCommits {
  /** No run commits so often, and what is computed from such a number does not overflow. */
  private static final long HIGHEST = 1L << 40;

  private final int[] geometry;
  private final int longest;
  private long newest;
  private int generation;
  private long snapshots;

  NumberedCommits(int[] geometry, int longest) {
    this.geometry = geometry.clone();
    this.longest = longest;
  }

  private byte[] meant(long number) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + (int) (number * 7919 % (longest - 7)));
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    for (int at = 8; at < bytes.capacity(); at++) {
      bytes.put(at, (byte) (number + at));
    }
    return bytes.array();
  }

  /** Judges a snapshot that was reported as this generation. */
  void judge(SealedFile snapshot, int newGeneration) throws FellShort {
    snapshot.requireSeal(newGeneration);
    if (newGeneration <= generation) {
      throw new FellShort(
          Rule.NEVER_GO_BACK, "a generation above " + generation, Integer.toString(newGeneration));
    }
    generation = newGeneration;
    long number = newestOf(snapshot.bytes());
    if (number < newest) {
      throw new FellShort(Rule.NEVER_GO_BACK, "commit " + newest + " or newer", "" + number);
    }
    newest = number;
    snapshots++;
  }

  /** Judges what a memory or an image holds, and returns the number of its newest commit. */
  long newestOf(byte[] file) throws FellShort {
    QueueModel model = PortFile.memory(file, geometry);
    List<Entry> run = model.run();
    long number = 0;
    for (Entry e : run) {
      byte[] content = model.content(e);
      long own =
          content.length < 8
              ? 0
              : ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
      String expected = number == 0 ? "one of our commits" : "commit " + (number + 1);
      boolean isNext = own > 0 && own <= HIGHEST && (number == 0 || own == number + 1);
      if (!isNext) {
        throw new FellShort(
            Rule.ENTRY_IS_WHAT_WAS_COMMITTED,
            expected + " in slot " + e.slot(),
            content.length < 8 ? content.length + " bytes" : "number " + own);
      }
      Optional<Words> words = Words.differing(meant(own), content);
      if (words.isPresent()) {
        String of = " of commit " + own + " in slot " + e.slot();
        throw new FellShort(
            Rule.ENTRY_IS_WHAT_WAS_COMMITTED, words.get().expected() + of, words.get().actual());
      }
      long tail = model.word(model.tailAt() + 8 * e.slot());
      if (tail != own) {
        throw new FellShort(
            Rule.ENTRY_IS_WHAT_WAS_COMMITTED,
            "tail word " + e.slot() + " of commit " + own,
            Long.toString(tail));
      }
      number = own;
    }
    return number;
  }

  long snapshots() {
    return snapshots;
  }
}
