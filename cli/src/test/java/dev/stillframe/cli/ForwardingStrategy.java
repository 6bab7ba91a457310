package dev.stillframe.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** A strategy that does what another one does; what a test needs otherwise, it overrides. */
class ForwardingStrategy implements Strategy {
  private final Strategy strategy;

  ForwardingStrategy(Strategy strategy) {
    this.strategy = strategy;
  }

  @Override
  public Path name() {
    return strategy.name();
  }

  @Override
  public Restoration recover(HostMemory memory) throws HostException, IOException {
    return strategy.recover(memory);
  }

  @Override
  public boolean writesToMemory() {
    return strategy.writesToMemory();
  }

  @Override
  public Rounds rounds(FileChannel channel) throws IOException {
    return strategy.rounds(channel);
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
