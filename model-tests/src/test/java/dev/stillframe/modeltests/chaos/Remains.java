package dev.stillframe.modeltests.chaos;

import java.io.IOException;
import java.util.Optional;

/** What hosts and clients of one strategy leave behind, and how to judge it. */
interface Remains {
  /** Returns how far the hosts have come, in steps of which some are waited for before a kill. */
  long steps() throws IOException;

  /** Waits, for a short while, for a moment at which a kill of both is most likely to do harm. */
  default void aim() throws IOException {}

  /**
   * Checks all that is on disk, when no host lives.
   *
   * @return the newest record there; 0 if there is none
   * @throws BrokenClaim if it is not what was committed
   */
  long newestOnDisk() throws IOException;

  /**
   * Checks disk and memory, when neither host nor client lives.
   *
   * @return the newest record that is left; 0 if there is none
   * @throws BrokenClaim if it is not what was committed
   */
  long newest() throws IOException;

  /** Returns the claim that what is acknowledged is kept. */
  String keptClaim();

  /** Returns the claim that is broken if a host, or its client, ended and said this. */
  Optional<String> brokenClaim(String told);

  /** Takes note of what a host said that was killed; it may have seen its client's death before. */
  default void toldBeforeKill(String told) {}

  /** Takes note of what a host said that ended by itself. */
  void told(String told);
}
