package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;

/**
 * The words of a memory of remap capture that a host looks at when no client writes. The module
 * {@code remap} has them too, in {@code RemapLayout}; but this Java may be too old to load it.
 */
final class RemapHeader {
  /** The version word: the bytes "STILRMP1". */
  static final long VERSION = 0x31504d524c495453L;

  /** Byte address of the sequence word: odd while a transaction is under way. */
  static final int SEQUENCE_AT = 8;

  /** Byte address of the client's own. */
  static final int DATA_AT = 4096;

  private RemapHeader() {}

  /**
   * Returns the sequence word of a memory.
   *
   * @throws FormatException if it is not configured, foreign or truncated
   */
  static long sequence(WordMemory memory) throws FormatException {
    if (memory.size() < DATA_AT) {
      throw new FormatException(
          Reason.TRUNCATED, memory.size() + " bytes hold no header: a memory has at least 4096");
    }
    long version = memory.getAcquire(0);
    if (version == 0) {
      throw new FormatException(
          Reason.UNCONFIGURED, "the version word is 0: no client has configured this memory yet");
    }
    if (version != VERSION) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format("version word %016x is not that of a memory of remap capture", version));
    }
    return memory.getAcquire(SEQUENCE_AT);
  }

  static boolean isWithinTransaction(long sequence) {
    return (sequence & 1) != 0;
  }
}
