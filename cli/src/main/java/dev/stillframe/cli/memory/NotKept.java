package dev.stillframe.cli.memory;

/**
 * Why a memory that was found is not what a client is to go on with.
 *
 * @param why for people; with the numbers of what it holds, as far as they are known
 * @param loss what would be lost with it
 */
public record NotKept(String why, Loss loss) {
  /** What is lost with a memory that is not kept. */
  public enum Loss {
    /** It holds no state. */
    NOTHING,
    /** It holds an older state of this store. */
    OLDER,
    /** It holds a state of somebody else, or one that cannot be read. */
    UNKNOWN
  }

  /**
   * The memory holds no state.
   *
   * @param why for people
   * @return the reason
   */
  public static NotKept nothing(String why) {
    return new NotKept(why, Loss.NOTHING);
  }

  static NotKept older(String why) {
    return new NotKept(why, Loss.OLDER);
  }

  /**
   * The memory holds a state of somebody else, or one that cannot be read.
   *
   * @param why for people
   * @return the reason
   */
  public static NotKept unknown(String why) {
    return new NotKept(why, Loss.UNKNOWN);
  }
}
