package dev.stillframe.queue;

import java.util.Locale;

/**
 * A commit would have had to invalidate the newest entry; nothing was changed.
 *
 * <p>A ring of at least twice the largest payload never refuses.
 */
public final class CommitRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommitRefusedException(long length, long room, long dataBytes) {
    super(
        String.format(
            Locale.ROOT,
            "commit of %d bytes refused: beside the newest entry the ring of %d bytes has room for"
                + " %d; use a ring of at least twice the largest payload",
            length,
            dataBytes,
            room));
  }
}
