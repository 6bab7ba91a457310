package dev.stillframe.modeltests.traces;

/**
 * What a process did: an access to shared memory, or a call that begins or ends something.
 *
 * @param at byte address of an access; 0 for a fence or a call
 * @param value of a write what was written, of an addition what was added, of a compare-and-set
 *     what was to be written; of a call what it says
 * @param found of a read or an update what was there
 * @param expected of a compare-and-set what should have been there, of an addition what was
 * @param isOpen whether the process was killed in it, so that it happened or did not
 */
record Event(
    Actor who,
    Kind kind,
    Order order,
    long at,
    long value,
    long found,
    long expected,
    boolean isOpen) {

  /** Who it was. */
  enum Actor {
    CLIENT,
    HOST,
    /** The one who records. */
    RUN
  }

  /** What it was. */
  enum Kind {
    READ,
    WRITE,
    COMPARE_AND_SET,
    ADD,
    FENCE,
    START,
    OPENED,
    BEGIN,
    REFUSED,
    ABORT,
    END,
    NEWS,
    NO_NEWS,
    KEPT,
    LAPPED,
    EMPTY,
    /** A word of the image that is persisted next. */
    IMAGE,
    JOURNAL,
    AWAIT,
    OFFERED,
    NO_OFFER,
    TAKE,
    TAKEN,
    NOTHING,
    /** A record that is persisted next: number, base or not, and by which call. */
    RECORD,
    RETURNED,
    PERSIST,
    KILL,
    OVER;

    boolean isAccess() {
      return ordinal() <= FENCE.ordinal();
    }
  }

  /** The access mode; of a call none. */
  enum Order {
    NONE,
    PLAIN,
    OPAQUE,
    ACQUIRE,
    RELEASE
  }
}
