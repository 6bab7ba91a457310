package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Captures;
import dev.stillframe.cli.capture.MemoryView;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.capture.Statistics;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The queue over a store of images: the memory is only read, and whole images are published. */
final class QueueStrategy implements Strategy {
  private final Store store;
  private final HostOptions options;
  private final Reports reports;

  /**
   * Creates the strategy.
   *
   * @param store open; closed by this
   * @param options what the host is asked for
   * @param reports who is told
   */
  QueueStrategy(Store store, HostOptions options, Reports reports) {
    this.store = store;
    this.options = options;
    this.reports = reports;
  }

  @Override
  public Restoration recover(HostMemory memory, Optional<UUID> known) throws IOException {
    return Snapshot.recover(store, State::of, memory, options.size(), reports);
  }

  @Override
  public boolean writesToMemory() {
    return false;
  }

  @Override
  public Rounds rounds(FileChannel channel, UUID identity) {
    Statistics statistics = new Statistics();
    MemoryView view = new MemoryView(channel, statistics);
    return new Captures(view, store, identity, statistics, reports);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
