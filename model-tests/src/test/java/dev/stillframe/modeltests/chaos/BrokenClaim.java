package dev.stillframe.modeltests.chaos;

import org.opentest4j.AssertionFailedError;

/** Something that real processes left behind contradicts a claim. */
public final class BrokenClaim extends AssertionFailedError {
  private static final long serialVersionUID = 1;

  private final String claim;

  public BrokenClaim(String claim, String message) {
    super(claim + " is broken: " + message);
    this.claim = claim;
  }

  /** The id of the claim. */
  public String claim() {
    return claim;
  }
}
