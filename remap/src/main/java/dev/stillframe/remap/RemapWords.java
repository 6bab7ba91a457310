package dev.stillframe.remap;

import dev.stillframe.FormatException;
import dev.stillframe.memory.RemapLayout;
import dev.stillframe.memory.WordMemory;
import java.security.SecureRandom;

/** How host and client access the words before the data. */
final class RemapWords {
  private RemapWords() {}

  /**
   * Looks whether a memory is one of this format.
   *
   * @param memory any memory, also a hostile one
   * @throws FormatException if it is not configured, foreign or truncated
   */
  static void require(WordMemory memory) throws FormatException {
    RemapLayout.requireHeader(memory.size());
    // [remap.header.version] acquire: who sees the version sees the sequence word and the identity.
    RemapLayout.requireVersion(memory.getAcquire(RemapLayout.VERSION_AT));
  }

  /**
   * Tells whether a transaction is under way in a memory of this format, or was when its client
   * died.
   *
   * @param memory a configured memory
   * @return true if it holds part of a transaction
   */
  static boolean isWithinTransaction(WordMemory memory) {
    // [remap.sequence.read] acquire: in a memory that stands still, what is read next is as old.
    return RemapLayout.isWithinTransaction(memory.getAcquire(RemapLayout.SEQUENCE_AT));
  }

  /**
   * Configures a memory whose version word is 0: an identity, unless a host has given it one, no
   * transaction under way, version last.
   */
  static void configure(WordMemory memory, SecureRandom random) {
    // [remap.configure.words] before the version, in any order.
    int end = RemapLayout.IDENTITY_AT + RemapLayout.IDENTITY_BYTES;
    for (long at = RemapLayout.IDENTITY_AT; at < end; at += Long.BYTES) {
      if (memory.getOpaque(at) == 0) {
        memory.setOpaque(at, random.nextLong());
      }
    }
    memory.setOpaque(RemapLayout.SEQUENCE_AT, 0);
    // [remap.configure.version] release: who sees the version sees the words above.
    memory.setRelease(RemapLayout.VERSION_AT, RemapLayout.VERSION);
  }
}
