package dev.stillframe.cli;

import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** The queue over a store of images: the memory is only read, and whole images are published. */
final class QueueStrategy implements Strategy {
  private final Path name;
  private final Store store;
  private final HostOptions options;
  private final Reports reports;

  /**
   * Creates the strategy.
   *
   * @param name of the snapshot, resolved
   * @param store open; closed by this
   * @param options what the host is asked for
   * @param reports who is told
   */
  QueueStrategy(Path name, Store store, HostOptions options, Reports reports) {
    this.name = name;
    this.store = store;
    this.options = options;
    this.reports = reports;
  }

  @Override
  public Path name() {
    return name;
  }

  @Override
  public Restoration recover(HostMemory memory) throws IOException {
    return Snapshot.recover(store, State::of, memory, options.size(), reports);
  }

  @Override
  public boolean writesToMemory() {
    return false;
  }

  @Override
  public Rounds rounds(FileChannel channel) {
    Statistics statistics = new Statistics();
    return new Captures(new MemoryView(channel, statistics), store, statistics, reports);
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
