package dev.stillframe.modeltests.lincheck;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.StampedPayload;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.RecordAfterOffer;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The shipped client and host of the triple buffer as Lincheck sees them, over an array. {@link
 * TripleSpecification} says what the operations should return.
 */
public abstract class TripleOperations {
  /** Two records of a word. */
  private static final TripleLayout LAYOUT = TripleLayout.of(4 * Long.BYTES);

  private final WordMemory clientMemory;
  private final WordMemory hostMemory;
  private TripleWriter client;
  private TripleHost host;

  /** What the host has taken and read; 0 if nothing is taken. */
  private long held;

  private TripleOperations(UnaryOperator<WordMemory> clientView) {
    hostMemory = new ArrayMemory(LAYOUT.size());
    clientMemory = clientView.apply(hostMemory);
    LAYOUT.configure(hostMemory, 0);
    try {
      client = new TripleWriter(clientMemory);
      host = new TripleHost(hostMemory, 0);
    } catch (FormatException e) {
      throw new IllegalStateException("the memory was not configured", e);
    }
  }

  private static byte[] payload(long number) {
    return StampedPayload.at(number * Long.BYTES, 1);
  }

  /** Commits an increment; returns its number, or {@link TripleSpecification#REFUSED}. */
  @Operation(nonParallelGroup = "client")
  public long increment() throws FormatException {
    long next = client.newest() + 1;
    return client.increment(payload(next), 0, Long.BYTES) ? next : TripleSpecification.REFUSED;
  }

  /** Commits a base; returns its number. */
  @Operation(nonParallelGroup = "client")
  public long base() throws FormatException {
    client.base(payload(client.newest() + 1), 0, Long.BYTES);
    return client.newest();
  }

  /** Takes and reads; returns the number of the newest record taken, or that it is torn. */
  @Operation(nonParallelGroup = "host")
  public long take() {
    try {
      if (!host.take()) {
        return TripleSpecification.NOTHING;
      }
      for (Optional<StateRecord> r = host.next(); r.isPresent(); r = host.next()) {
        held = r.get().number();
        if (!Arrays.equals(payload(held), r.get().bytes())) {
          return TripleSpecification.TORN;
        }
      }
      return held;
    } catch (FormatException e) {
      return TripleSpecification.TORN;
    }
  }

  /** Returns what was taken; returns its newest number, or that nothing was. */
  @Operation(nonParallelGroup = "host")
  public long giveBack() throws FormatException {
    long number = held;
    if (number != 0) {
      host.durable(number);
      host.giveBack();
      held = 0;
    }
    return number;
  }

  /** Another client takes up the memory of one that died; returns the newest number. */
  @Operation(nonParallelGroup = "client")
  public long recover() throws FormatException {
    client = new TripleWriter(clientMemory);
    return client.newest();
  }

  /** Another host takes up the memory of one that died; returns how far the store has come. */
  @Operation(nonParallelGroup = "host")
  public long takeUp() throws FormatException {
    host = new TripleHost(hostMemory, host.durable());
    held = 0;
    return host.durable();
  }

  /** As shipped. */
  public static final class Shipped extends TripleOperations {
    public Shipped() {
      super(UnaryOperator.identity());
    }
  }

  /** Canary: a buffer is offered before its record is there. */
  public static final class OfferedBeforeRecord extends TripleOperations {
    public OfferedBeforeRecord() {
      super(memory -> new RecordAfterOffer(memory, () -> {})); // who runs next is chosen
    }
  }
}
