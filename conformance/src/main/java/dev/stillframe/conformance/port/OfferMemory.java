package dev.stillframe.conformance.port;

import dev.stillframe.conformance.port.StepMemory.Abandoned;
import dev.stillframe.memory.WordMemory;

/**
 * A memory of the triple buffer in which a commit can be abandoned behind any step of the order in
 * {@code docs/format.md}, as a kill would. Each word that is stored begins a step; the bytes of a
 * record belong to that of its length.
 */
final class OfferMemory extends ForwardingMemory {
  private int left = StepMemory.ALL;

  OfferMemory(WordMemory memory) {
    super(memory);
  }

  /** From now on a commit ends behind so many steps. */
  void endCommitBehind(int steps) {
    left = steps;
  }

  private void step() {
    if (left != StepMemory.ALL && left-- <= 0) {
      throw new Abandoned();
    }
  }

  @Override
  public void setOpaque(long at, long value) {
    step();
    super.setOpaque(at, value);
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    step();
    return super.compareAndSetRelease(at, expected, value);
  }
}
