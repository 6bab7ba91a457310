package dev.stillframe.cli.memory;

import dev.stillframe.FormatException;
import dev.stillframe.memory.RemapLayout;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a memory or a snapshot holds, as far as it takes to tell which of two is to be used.
 *
 * @param identity the line of states that it belongs to; zeros if unknown
 * @param progress what grows with each commit; empty if nothing was committed
 * @param isCutShort whether it holds part of a transaction, so that nobody can go on with it
 */
public record State(UUID identity, OptionalLong progress, boolean isCutShort) {
  private static final UUID UNKNOWN = new UUID(0, 0);

  /** Looks at a memory of one format; no word of it is believed. */
  @FunctionalInterface
  public interface Format {
    /**
     * Returns what the memory holds.
     *
     * @param memory its words
     * @return the state
     * @throws FormatException if it is not configured, foreign, impossible or truncated
     */
    State of(WordMemory memory) throws FormatException;
  }

  /**
   * Looks at a memory of the queue: where its newest entry ends.
   *
   * @param memory its words
   * @return what it holds
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public static State of(WordMemory memory) throws FormatException {
    List<Entry> entries = new QueueReader(memory).entries();
    return new State(
        identity(memory),
        entries.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(entries.get(entries.size() - 1).end()),
        false);
  }

  /**
   * Looks at a memory of remap capture: its sequence word.
   *
   * @param memory its words
   * @return what it holds
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public static State ofRemap(WordMemory memory) throws FormatException {
    RemapLayout.requireHeader(memory.size());
    RemapLayout.requireVersion(memory.getAcquire(RemapLayout.VERSION_AT));
    long sequence = memory.getAcquire(RemapLayout.SEQUENCE_AT);
    return new State(
        identity(memory), OptionalLong.of(sequence), RemapLayout.isWithinTransaction(sequence));
  }

  /** Reads the identity words of a memory of any format. */
  static UUID identity(WordMemory memory) {
    return new UUID(
        memory.getOpaque(QueueLayout.IDENTITY_AT),
        memory.getOpaque(QueueLayout.IDENTITY_AT + Long.BYTES));
  }

  /**
   * Returns the 32 hexadecimal digits of two identity words.
   *
   * @param words the identity
   * @return the digits
   */
  public static String identity(UUID words) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(words.getMostSignificantBits())
        + hex.toHexDigits(words.getLeastSignificantBits());
  }

  /**
   * Returns an identity that no other store has.
   *
   * @return two random words
   */
  public static UUID newIdentity() {
    SecureRandom random = new SecureRandom();
    return new UUID(random.nextLong(), random.nextLong());
  }

  /**
   * Tells why a memory with this state is not to be used; empty if it may be.
   *
   * @param store identity of the store
   * @param snapshot what the store holds; empty for nothing
   * @param mayBeFresh whether a memory without a commit is what a client may go on with
   * @return the reason, if there is one
   */
  public Optional<NotKept> whyNotKept(UUID store, Optional<State> snapshot, boolean mayBeFresh) {
    if (isCutShort) {
      return Optional.of(NotKept.nothing("the memory found there holds part of a transaction"));
    }
    if (progress.isEmpty()) {
      return mayBeFresh
          ? Optional.empty()
          : Optional.of(NotKept.nothing("the memory found there holds no committed entry"));
    }
    // A client of the original leaves both without one.
    boolean isUnknown = identity.equals(UNKNOWN);
    boolean mayBeUnknown = snapshot.isEmpty() || snapshot.get().identity.equals(UNKNOWN);
    if (!identity.equals(store) && !(isUnknown && mayBeUnknown)) {
      return Optional.of(
          NotKept.unknown(
              "the memory found there belongs to another snapshot: identities differ; its commits,"
                  + " up to offset "
                  + progress.getAsLong()
                  + ", are not taken up"));
    }
    if (snapshot.isPresent()) {
      long newest = snapshot.get().progress.orElseThrow();
      if (progress.getAsLong() < newest) {
        return Optional.of(
            NotKept.older(
                "the memory found there is older: it ends at offset "
                    + progress.getAsLong()
                    + ", the snapshot at "
                    + newest));
      }
    }
    return Optional.empty();
  }
}
