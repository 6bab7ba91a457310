package dev.stillframe.queue;

/** Writes the words of the tail that belong to a commit, before it is published. */
@FunctionalInterface
public interface TailWriter {
  /**
   * Writes the tail words of one commit.
   *
   * @param reservation what is about to be committed; valid only during this call
   * @return true to publish the commit, false to abandon it
   */
  boolean write(Reservation reservation);
}
