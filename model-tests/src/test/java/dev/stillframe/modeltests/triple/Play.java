package dev.stillframe.modeltests.triple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.triple.Scene.Committed;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/**
 * What the shipped client and the shipped host do: the one commits a script, the other looks, takes
 * and persists. Each can be stopped after any access and go on later, or be killed and start anew.
 *
 * @param script what is committed: so many words of payload, a base if negative
 * @param looks how often the host looks
 * @param waits whether the host says that it waits when it finds nothing
 */
public record Play(TripleLayout layout, int[] script, int looks, boolean waits, Twist twist) {
  /** A rule that is broken by how the classes are used, not by what is between them and memory. */
  public enum Twist {
    NONE,
    /** The host starts with A instead of what its store holds. */
    DURABLE_FROM_MEMORY,
    /** The client reads the journal before the buffers. */
    JOURNAL_FIRST
  }

  /** What a process does until it is stopped. */
  @FunctionalInterface
  private interface Program {
    void run() throws FormatException, InterruptedException;
  }

  public Play with(Twist broken) {
    return new Play(layout, script, looks, waits, broken);
  }

  /** The client does its next access; returns how often its commit has tried so far. */
  public long stepClient(Scene scene, Views views, WordMemory memory) {
    WordMemory judged =
        new ForwardingMemory(memory) {
          @Override
          public boolean compareAndSetRelease(long at, long expected, long value) {
            boolean isDone = super.compareAndSetRelease(at, expected, value);
            if (isDone) {
              scene.committed.add(scene.attempt);
            }
            return isDone;
          }
        };
    Steps steps = new Steps(judged, scene.client.results);
    run(() -> runClient(scene, views.ofClient().apply(steps), steps));
    scene.client.results = steps.results();
    scene.client.nextAt = steps.nextAt();
    return steps.attempts();
  }

  /** The host does its next access. */
  public void stepHost(Scene scene, Views views, WordMemory memory) {
    Steps steps = new Steps(memory, scene.host.results);
    run(() -> runHost(scene, views.ofHost().apply(steps), steps));
    scene.host.results = steps.results();
    scene.host.nextAt = steps.nextAt();
  }

  private static void run(Program program) {
    try {
      program.run();
    } catch (Steps.Paused e) {
      return; // It goes on from here when it is its turn again.
    } catch (FormatException | InterruptedException e) {
      throw new AssertionFailedError("two honest processes: " + e.getMessage(), e);
    }
  }

  private void runClient(Scene scene, WordMemory view, Steps steps) throws FormatException {
    Supplier<Iterator<StateRecord>> journal = () -> readJournal(scene, steps);
    if (twist == Twist.JOURNAL_FIRST) {
      Iterator<StateRecord> early = journal.get();
      journal = () -> early;
    }
    TripleWriter writer = new TripleWriter(view);
    assertEquals(scene.client.atStart, writer.newest(), "newest record, to a new client");
    writer.rebuild(journal, scene::judge);
    for (int next = scene.client.firstOperation; next < script.length; next++) {
      steps.beginOperation();
      int words = Math.abs(script[next]);
      boolean isBase = script[next] < 0;
      scene.attempt = new Committed(scene.client.starts * 100L + next, isBase, words);
      byte[] payload = Scene.payload(scene.attempt.stamp(), words);
      if (isBase) {
        writer.base(payload, 0, payload.length);
      } else if (!writer.increment(payload, 0, payload.length)) {
        assertEquals(0, steps.writes(), "writes of a commit that was refused");
      }
      scene.client.operation = next + 1;
    }
    scene.client.isDone = true;
  }

  /** The journal as it is at one instant: it only grows. */
  private static Iterator<StateRecord> readJournal(Scene scene, Steps steps) {
    int size = (int) steps.access(scene.journal::size);
    return List.copyOf(scene.journal.subList(0, size)).iterator();
  }

  private void runHost(Scene scene, WordMemory view, Steps steps)
      throws FormatException, InterruptedException {
    long durable = scene.host.atStart;
    if (twist == Twist.DURABLE_FROM_MEMORY) {
      durable = view.getOpaque(TripleLayout.DURABLE_AT);
    }
    TripleHost host = new TripleHost(view, durable);
    for (int look = 0; look < looks; look++) {
      if ((!waits || host.await(0)) && host.take()) {
        persist(scene, host, steps);
      }
    }
    scene.host.isDone = true;
  }

  private static void persist(Scene scene, TripleHost host, Steps steps) throws FormatException {
    long last = host.durable();
    for (Optional<StateRecord> next = host.next(); next.isPresent(); next = host.next()) {
      StateRecord record = next.get();
      steps.access(
          () -> {
            scene.append(record);
            return 0;
          });
      last = record.number();
    }
    host.durable(last);
    host.giveBack();
  }

  /** Both start anew, and nobody disturbs them: everything that was committed is found. */
  public void judgeEnd(Scene scene, WordMemory memory) {
    run(
        () -> {
          TripleWriter writer = new TripleWriter(memory);
          assertEquals(scene.committed.size(), writer.newest(), "newest record, in the end");
          writer.rebuild(scene.journal::iterator, scene::judge);
          TripleHost host = new TripleHost(memory, scene.durable());
          while (host.take()) {
            long last = host.durable();
            for (var next = host.next(); next.isPresent(); next = host.next()) {
              scene.append(next.get());
              last = next.get().number();
            }
            host.durable(last);
            host.giveBack();
          }
          assertEquals(scene.committed.size(), scene.durable(), "newest durable record");
          byte[] more = new byte[Long.BYTES];
          assertTrue(writer.increment(more, 0, more.length), "a buffer is lost for good");
        });
  }
}
