package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.memory.ArrayMemory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a host may rely on that sleeps on the lower half of the control word: docs/waiting.md. */
final class SleepTest {
  private final ArrayMemory memory = new ArrayMemory(TripleLayout.of(64).size());

  private int lowerHalf() {
    return (int) memory.getOpaque(TripleLayout.CONTROL_AT);
  }

  private void returnBatch(TripleHost host) throws Exception {
    long last = host.durable();
    for (var next = host.next(); next.isPresent(); next = host.next()) {
      last = next.get().number();
    }
    host.durable(last);
    host.giveBack();
  }

  @Test
  void itIsZeroUntilTheFirstOfferWhateverWasBefore() throws Exception {
    TripleLayout.of(64).configure(memory, 0);
    TripleWriter client = new TripleWriter(memory);
    TripleHost host = new TripleHost(memory, 0);
    SplittableRandom random = new SplittableRandom(1);
    int sleeps = 0;
    int offersBesideABatch = 0;
    for (int i = 0; i < 1_000; i++) {
      assertFalse(host.await(0));
      assertEquals(0, lowerHalf());
      if (random.nextBoolean()) {
        client.increment(new byte[8], 0, 8);
      } else {
        client.base(new byte[8], 0, 8);
      }
      assertNotEquals(0, lowerHalf());
      assertTrue(client.hostWaited());
      sleeps++;
      while (host.take()) {
        if (random.nextInt(3) == 0) {
          client.increment(new byte[8], 0, 8);
          offersBesideABatch++;
        }
        returnBatch(host);
      }
    }
    assertTrue(sleeps == 1_000 && offersBesideABatch > 100, offersBesideABatch + " offers");
  }
}
