package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;

/** The looks of a host at the descriptors, one by one, for tests of other modules. */
public final class Looks {
  private final DescriptorScan scan;

  public Looks(WordMemory memory) throws FormatException {
    scan = new DescriptorScan(memory, QueueLayout.read(memory));
  }

  /** Looks once, and tells whether there was an entry. */
  public boolean sawEntry() {
    scan.scan();
    return scan.newest() != DescriptorScan.NONE;
  }

  /** Looks as a host does that has seen no entry, and tells what it would say. */
  public boolean sawNothing() {
    return scan.sawNothing();
  }
}
