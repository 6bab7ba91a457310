package dev.stillframe.cli.capture;

import java.io.IOException;

/**
 * Brings what a memory holds to disk, a round at a time. Whatever the memory holds and whatever the
 * disk does, a round only reports it: the host goes on for as long as its client does.
 */
public interface Rounds extends AutoCloseable {
  /** How a round ended. */
  enum Result {
    /** What was committed is on disk. */
    SAVED,
    /** Nothing was committed, or nothing since the last round. */
    NOTHING,
    /** The memory holds something that is no state of a client. */
    UNUSABLE,
    /** The client ended within a transaction: the last image is the state to go on with. */
    CUT_SHORT,
    /** What is in memory could not be brought to disk. */
    FAILED
  }

  /**
   * Brings to disk what is new.
   *
   * @return true if the next round should come at once, because the client commits faster than
   *     rounds at the usual pause can take
   */
  boolean round();

  /**
   * Brings to disk whatever there is, when the client has ended, or this host is about to.
   *
   * @param isAlone whether no client uses the memory any more
   * @return how it ended
   */
  Result lastRound(boolean isAlone);

  /**
   * Tells whether any round has brought something to disk.
   *
   * @return whether one has
   */
  boolean hasSaved();

  /**
   * Reads back what was reported, all of it and under its names.
   *
   * @throws IOException if it is not there: the memory may be the only one that holds it
   */
  void verify() throws IOException;

  /**
   * Says what the rounds came to: as {@code name=number}, with blanks between.
   *
   * @return the numbers
   */
  String statistics();

  /** Ends; the memory stays as it is. */
  @Override
  default void close() throws IOException {}
}
