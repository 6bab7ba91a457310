package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;

/** Where a host takes images from: a memory whose client may do anything to it. */
interface ImageSource extends AutoCloseable {
  /** What a look came to. */
  enum Look {
    /** The file is empty, or nothing is committed in it. */
    NOTHING,
    /** The image holds all that is new already. */
    NO_NEWS,
    /** No attempt gave an image: {@link #whyNone} says why. */
    NONE,
    /** The client died within a transaction: what the memory holds is no state of it. */
    CUT_SHORT,
    /** The image holds the newest state. */
    KEPT
  }

  /** Attempts in one look: a client that pauses for microseconds is caught in one of them. */
  int ATTEMPTS = 16;

  /**
   * Takes an image if there is news, or in any case.
   *
   * @param isForced whether to take one without news
   * @throws FormatException if the memory holds something that is no state of a client
   * @throws IOException if it cannot be mapped or protected
   */
  Look look(boolean isForced) throws IOException;

  /**
   * Takes an image of a memory that no client uses any more, with news or without.
   *
   * @return what it came to
   * @throws IOException as {@link #look}
   */
  default Look lookAtRest() throws IOException {
    return look(true);
  }

  /** The image after a look that was kept; it stays as it is until the next look. */
  PagedImage image();

  /**
   * Says what the client does that leaves no image.
   *
   * @return a part of a line for people
   */
  String whyNone();

  /** Gives up what it takes to look. */
  @Override
  default void close() throws IOException {}
}
