package dev.stillframe.modeltests.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.triple.Play;
import dev.stillframe.modeltests.triple.Scene;
import dev.stillframe.modeltests.triple.Steps;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.modeltests.weak.ViewMachine.Order;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the shipped client and the shipped host of the triple buffer on a {@link ViewMachine},
 * in turns. Either goes on, or is killed, before each access to C, to A and to the journal; in
 * between only the buffers are accessed, which the other side must not touch then.
 *
 * <p>The machine executes in program order, so that a read of the host never comes after its later
 * return. Hardware may do that. It is found by <i>read clocks</i>: each read of a word by the host
 * writes a word of its own, and a client that writes to the word must be sure to see that.
 */
final class SimulatedTriple {
  private static final int CLIENT = 0;
  private static final int HOST = 1;
  private static final int HEADER = 4;
  private static final long BUFFERS_AT = 8192;

  /**
   * How large a run is.
   *
   * @param clientKills how often the client may be killed
   * @param hostKills how often the host may be killed
   */
  record Bounds(Play play, int clientKills, int hostKills) {}

  private final Bounds bounds;
  private final TripleLayout layout;
  private final TripleOrdering weakened;
  private final int buffers;
  private ViewMachine machine;
  private Scene scene;
  private long persisted;

  SimulatedTriple(Bounds bounds, TripleOrdering weakened) {
    this.bounds = bounds;
    this.layout = bounds.play().layout();
    this.weakened = weakened;
    this.buffers = (int) (layout.size() - BUFFERS_AT) / Long.BYTES;
  }

  /** Header words, then the buffers, then the read clocks of these. */
  private int location(long at) {
    if (at >= BUFFERS_AT) {
      return HEADER + (int) (at - BUFFERS_AT) / Long.BYTES;
    }
    return at == TripleLayout.VERSION_AT
        ? 0
        : at == TripleLayout.CAPACITY_AT
            ? 1
            : at == TripleLayout.CONTROL_AT
                ? 2
                : at == TripleLayout.DURABLE_AT ? 3 : SimulatedMemory.UNSHARED;
  }

  private int clock(long at) {
    return location(at) + buffers;
  }

  private WordMemory memory(int thread) {
    return weakened.weaken(new SimulatedMemory(machine, thread, layout.size(), this::location));
  }

  /** Runs everything once, as the chooser decides; an assertion fails if a claim does not hold. */
  void run(Chooser chooser) {
    long[] values = new long[HEADER + 2 * buffers];
    values[location(TripleLayout.VERSION_AT)] = TripleLayout.VERSION;
    values[location(TripleLayout.CAPACITY_AT)] = layout.capacity();
    machine = new ViewMachine(values, 2, true, chooser);
    scene = new Scene();
    WordMemory client = clocked(memory(CLIENT));
    WordMemory host = clocking(memory(HOST));
    while (!scene.isClientDone() || !scene.isHostDone()) {
      switch (choose(chooser)) {
        case STEP_CLIENT -> goOn(CLIENT, client);
        case STEP_HOST -> goOn(HOST, host);
        case KILL_CLIENT -> {
          scene.killClient();
          client = clocked(memory(CLIENT));
        }
        case KILL_HOST -> {
          scene.killHost();
          host = clocking(memory(HOST));
        }
      }
    }
    persisted += scene.durable();
    bounds.play().judgeEnd(scene, latest());
  }

  private enum Move {
    STEP_CLIENT,
    STEP_HOST,
    KILL_CLIENT,
    KILL_HOST
  }

  private Move choose(Chooser chooser) {
    List<Move> moves = new ArrayList<>();
    if (!scene.isClientDone()) {
      moves.add(Move.STEP_CLIENT);
    }
    if (!scene.isHostDone()) {
      moves.add(Move.STEP_HOST);
    }
    if (!scene.isClientDone() && scene.clientStarts() <= bounds.clientKills()) {
      moves.add(Move.KILL_CLIENT);
    }
    if (!scene.isHostDone() && scene.hostStarts() <= bounds.hostKills()) {
      moves.add(Move.KILL_HOST);
    }
    return moves.get(chooser.choose(moves.size()));
  }

  /** Up to the next access at which the other side may come in. */
  private void goOn(int thread, WordMemory memory) {
    boolean isDone;
    long next;
    do {
      if (thread == CLIENT) {
        bounds.play().stepClient(scene, Views.NONE, memory);
      } else {
        bounds.play().stepHost(scene, Views.NONE, memory);
      }
      isDone = thread == CLIENT ? scene.isClientDone() : scene.isHostDone();
      next = thread == CLIENT ? scene.clientNextAt() : scene.hostNextAt();
    } while (!isDone
        && next != Steps.ELSEWHERE
        && next != TripleLayout.CONTROL_AT
        && next != TripleLayout.DURABLE_AT);
  }

  /** The host's memory: what it reads in a buffer is noted. */
  private WordMemory clocking(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public long getOpaque(long at) {
        long word = super.getOpaque(at);
        note(at);
        return word;
      }

      @Override
      public void getBytes(long at, ByteBuffer target, int index, int length) {
        super.getBytes(at, target, index, length);
        note(at);
      }

      private void note(long at) {
        if (at >= BUFFERS_AT) {
          machine.write(HOST, clock(at), 1, Order.RELAXED);
        }
      }
    };
  }

  /** The client's memory: what it writes in a buffer must not be read any more. */
  private WordMemory clocked(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public void setOpaque(long at, long value) {
        require(at);
        super.setOpaque(at, value);
      }

      @Override
      public void putBytes(long at, byte[] source, int from, int length) {
        require(at);
        super.putBytes(at, source, from, length);
      }

      private void require(long at) {
        assertTrue(
            machine.seesLatest(CLIENT, clock(at)),
            "the host may read word " + at + " after the client has written over it");
      }
    };
  }

  private ArrayMemory latest() {
    ArrayMemory latest = new ArrayMemory(layout.size());
    for (long at = 0; at < layout.size(); at += Long.BYTES) {
      if (location(at) != SimulatedMemory.UNSHARED) {
        latest.setOpaque(at, machine.latest(location(at)));
      }
    }
    return latest;
  }

  /** A client that finds the memory configured finds it as the host has configured it. */
  void runHeader(Chooser chooser) {
    machine = new ViewMachine(new long[HEADER + 2 * buffers], 2, true, chooser);
    layout.configure(memory(HOST), 3);
    try {
      TripleWriter client = new TripleWriter(memory(CLIENT));
      assertEquals(layout.capacity(), client.layout().capacity(), "capacity");
      assertEquals(3, client.newest(), "newest record before the first commit");
      persisted++;
    } catch (FormatException e) {
      assertEquals(Reason.UNCONFIGURED, e.reason(), e.getMessage());
    }
  }

  /** How many records were persisted so far. */
  long persisted() {
    return persisted;
  }
}
