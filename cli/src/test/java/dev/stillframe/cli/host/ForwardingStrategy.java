package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.report.HostException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A strategy that does what another one does; what a test needs otherwise, it overrides. */
class ForwardingStrategy implements Strategy {
  private final Strategy strategy;

  ForwardingStrategy(Strategy strategy) {
    this.strategy = strategy;
  }

  @Override
  public Restoration recover(HostMemory memory, Optional<UUID> known)
      throws HostException, IOException {
    return strategy.recover(memory, known);
  }

  @Override
  public boolean writesToMemory() {
    return strategy.writesToMemory();
  }

  @Override
  public Rounds rounds(FileChannel channel, UUID identity) throws IOException {
    return strategy.rounds(channel, identity);
  }

  @Override
  public Map<String, String> environment() {
    return strategy.environment();
  }

  @Override
  public void close() throws IOException {
    strategy.close();
  }
}
