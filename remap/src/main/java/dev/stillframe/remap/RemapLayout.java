package dev.stillframe.remap;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import java.security.SecureRandom;

/**
 * Where things lie in a memory of format "remap", version 1. All words are 64 bits, little-endian.
 *
 * <pre>
 *        0  version            {@link #VERSION}; written last when a memory is configured
 *        8  sequence           odd while a transaction is under way, one more at its begin and end
 *       32  identity           two random words that name this line of states
 *       48  seal               zero in memory
 *     4096  data               whatever the client keeps there
 * </pre>
 */
public final class RemapLayout {
  /** The version word: the bytes "STILRMP1". */
  public static final long VERSION = 0x31504d524c495453L;

  /** Byte address of the version word. */
  public static final long VERSION_AT = 0;

  /** Byte address of the sequence word. */
  public static final long SEQUENCE_AT = 8;

  /** Byte address of the first of the two identity words. */
  public static final long IDENTITY_AT = 32;

  /** Bytes of the identity. */
  public static final int IDENTITY_BYTES = 16;

  /** Byte address of the data. */
  public static final long DATA_AT = 4096;

  private RemapLayout() {}

  /**
   * Looks whether a memory is one of this format.
   *
   * @param memory any memory, also a hostile one
   * @throws FormatException if it is not configured, foreign or truncated
   */
  public static void require(WordMemory memory) throws FormatException {
    if (memory.size() < DATA_AT) {
      throw new FormatException(
          Reason.TRUNCATED, memory.size() + " bytes hold no header: a memory has at least 4096");
    }
    // [remap.header.version] acquire: who sees the version sees the sequence word and the identity.
    long version = memory.getAcquire(VERSION_AT);
    if (version == 0) {
      throw new FormatException(
          Reason.UNCONFIGURED, "the version word is 0: no client has configured this memory yet");
    }
    if (version != VERSION) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format("version word %016x is not that of a remap memory", version));
    }
  }

  /**
   * Tells whether a transaction is under way in a memory of this format, or was when its client
   * died.
   *
   * @param memory a configured memory
   * @return true if it holds part of a transaction
   */
  public static boolean isWithinTransaction(WordMemory memory) {
    // [remap.sequence.read] acquire: in a memory that stands still, what is read next is as old.
    return (memory.getAcquire(SEQUENCE_AT) & 1) != 0;
  }

  /**
   * Configures a memory whose version word is 0: an identity, unless a host has given it one, no
   * transaction under way, version last.
   */
  static void configure(WordMemory memory, SecureRandom random) {
    // [remap.configure.words] before the version, in any order.
    for (long at = IDENTITY_AT; at < IDENTITY_AT + IDENTITY_BYTES; at += Long.BYTES) {
      if (memory.getOpaque(at) == 0) {
        memory.setOpaque(at, random.nextLong());
      }
    }
    memory.setOpaque(SEQUENCE_AT, 0);
    // [remap.configure.version] release: who sees the version sees the words above.
    memory.setRelease(VERSION_AT, VERSION);
  }
}
