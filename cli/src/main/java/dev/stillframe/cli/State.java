package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.memory.RemapLayout;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a memory or a snapshot holds, as far as it takes to tell which of two is to be used.
 *
 * @param identity the line of states that it belongs to; 32 zeros if unknown
 * @param progress what grows with each commit; empty if nothing was committed
 * @param isCutShort whether it holds part of a transaction, so that nobody can go on with it
 */
record State(String identity, OptionalLong progress, boolean isCutShort) {
  /** Looks at a memory of one format; no word of it is believed. */
  @FunctionalInterface
  interface Format {
    /**
     * Returns what the memory holds.
     *
     * @throws FormatException if it is not configured, foreign, impossible or truncated
     */
    State of(WordMemory memory) throws FormatException;
  }

  /** Looks at a memory of the queue: where its newest entry ends. */
  static State of(WordMemory memory) throws FormatException {
    List<Entry> entries = new QueueReader(memory).entries();
    return new State(
        identity(memory),
        entries.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(entries.get(entries.size() - 1).end()),
        false);
  }

  /** Looks at a memory of remap capture: its sequence word. */
  static State ofRemap(WordMemory memory) throws FormatException {
    RemapLayout.requireHeader(memory.size());
    RemapLayout.requireVersion(memory.getAcquire(RemapLayout.VERSION_AT));
    long sequence = memory.getAcquire(RemapLayout.SEQUENCE_AT);
    return new State(
        identity(memory), OptionalLong.of(sequence), RemapLayout.isWithinTransaction(sequence));
  }

  private static String identity(WordMemory memory) {
    return identity(
        new UUID(
            memory.getOpaque(QueueLayout.IDENTITY_AT),
            memory.getOpaque(QueueLayout.IDENTITY_AT + Long.BYTES)));
  }

  /** Returns the 32 hexadecimal digits of two identity words. */
  static String identity(UUID words) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(words.getMostSignificantBits())
        + hex.toHexDigits(words.getLeastSignificantBits());
  }

  /** Tells why this memory must not be used in place of a snapshot; empty if it may be. */
  Optional<String> whyNotInsteadOf(State snapshot) {
    if (progress.isEmpty()) {
      return Optional.of("the memory found there holds no committed entry");
    }
    if (!identity.equals(snapshot.identity)) {
      return Optional.of("the memory found there belongs to another snapshot: identities differ");
    }
    if (progress.getAsLong() < snapshot.progress.orElseThrow()) {
      return Optional.of("the memory found there is older");
    }
    return Optional.empty();
  }
}
