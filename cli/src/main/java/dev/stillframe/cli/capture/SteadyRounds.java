package dev.stillframe.cli.capture;

import dev.stillframe.cli.report.Reports;
import java.io.IOException;

/**
 * Rounds that end with a result whatever happens in them: no memory left, no thread, a defect. A
 * host that ended there would leave its client to itself.
 */
public final class SteadyRounds implements Rounds {
  private final Rounds rounds;
  private final Reports reports;

  /**
   * Wraps rounds.
   *
   * @param rounds closed with this
   * @param reports who is told
   */
  public SteadyRounds(Rounds rounds, Reports reports) {
    this.rounds = rounds;
    this.reports = reports;
  }

  @Override
  public boolean round() {
    try {
      return rounds.round();
    } catch (RuntimeException | Error e) {
      tell(e);
      return false;
    }
  }

  @Override
  public Result lastRound(boolean isAlone) {
    try {
      return rounds.lastRound(isAlone);
    } catch (RuntimeException | Error e) {
      tell(e);
      return Result.FAILED;
    }
  }

  private void tell(Throwable e) {
    reports.trouble("round " + e, "a round failed, what is on disk stays: " + Reports.describe(e));
  }

  @Override
  public boolean hasSaved() {
    return rounds.hasSaved();
  }

  /** Whatever fails while it is read back: the memory stays. */
  @Override
  public void verify() throws IOException {
    try {
      rounds.verify();
    } catch (RuntimeException | Error e) {
      throw new IOException("it cannot be read back: " + e, e);
    }
  }

  @Override
  public String statistics() {
    return rounds.statistics();
  }

  @Override
  public void close() throws IOException {
    rounds.close();
  }
}
