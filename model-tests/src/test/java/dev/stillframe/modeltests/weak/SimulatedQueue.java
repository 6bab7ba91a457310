package dev.stillframe.modeltests.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Commits;
import dev.stillframe.queue.Looks;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;

/**
 * One run of the shipped writer and the shipped capture on a {@link ViewMachine}. The client
 * configures the memory, commits and may be killed before any of its accesses and start again; then
 * the host captures, reading whatever the model lets it read.
 *
 * <p>That the client runs first loses nothing: the host never writes, so the client cannot notice
 * it, and in this model a reader that starts late can still read every older message.
 */
final class SimulatedQueue {
  private static final int CLIENT = 0;
  private static final int HOST = 1;

  /** Stands for SIGKILL: the accesses before it have happened, none after it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What the host does. */
  enum Host {
    CAPTURES,
    LOOKS_FOR_NOTHING
  }

  /**
   * How large a run is.
   *
   * @param lengths of the commits, bytes
   * @param kills whether the client may be killed, once
   * @param looks of the host, in a row
   */
  record Bounds(QueueLayout layout, int[] lengths, boolean kills, Host host, int looks) {}

  private final QueueLayout layout;
  private final Bounds bounds;
  private final Ordering weakened;
  private Chooser chooser;
  private ViewMachine machine;
  private Commits commits;
  private long seen;

  SimulatedQueue(Bounds bounds, Ordering weakened) {
    this.layout = bounds.layout();
    this.bounds = bounds;
    this.weakened = weakened;
  }

  /** Runs everything once, as the chooser decides; an assertion fails if a claim does not hold. */
  void run(Chooser decides) throws FormatException {
    chooser = decides;
    commits = new Commits(layout);
    int words = 4 + layout.entries() * 2 + (int) layout.dataBytes() / Long.BYTES + layout.entries();
    machine = new ViewMachine(new long[words], 2, true, chooser);
    runClient();
    switch (bounds.host()) {
      case CAPTURES -> capture();
      case LOOKS_FOR_NOTHING -> lookForNothing();
    }
  }

  /** Header words, then descriptors, then ring, then one tail word for each slot. */
  private int location(long at) {
    int descriptors = 4;
    int ring = descriptors + layout.entries() * 2;
    int tail = ring + (int) layout.dataBytes() / Long.BYTES;
    if (at >= layout.tailAt()) {
      return tail + (int) (at - layout.tailAt()) / Long.BYTES;
    }
    if (at >= layout.dataAt()) {
      return ring + (int) (at - layout.dataAt()) / Long.BYTES;
    }
    if (at >= layout.offsetAt(0)) {
      return descriptors + (int) (at - layout.offsetAt(0)) / Long.BYTES;
    }
    return at < QueueLayout.IDENTITY_AT ? (int) at / Long.BYTES : SimulatedMemory.UNSHARED;
  }

  private SimulatedMemory memory(int thread) {
    long size = layout.tailAt() + layout.entries() * (long) Long.BYTES;
    return new SimulatedMemory(machine, thread, size, this::location);
  }

  private void runClient() throws FormatException {
    HookedMemory hooked = new HookedMemory(memory(CLIENT));
    WordMemory view = weakened.isOfClient() ? weakened.weaken(hooked, layout) : hooked;
    layout.configure(view);
    QueueWriter writer = new QueueWriter(view);
    boolean killed = false;
    for (int length : bounds.lengths()) {
      if (bounds.kills() && !killed && chooser.choose(2) == 1) {
        killed = true;
        if (commitAndKill(hooked, writer, length)) {
          commits.dropLast();
        }
        machine.restart(CLIENT);
        writer = new QueueWriter(view);
        assertEquals(commits.begun(), judgeMemory(), "what a restarted client finds");
      } else {
        commits.commit(writer, length);
      }
    }
  }

  /** Returns whether the commit was killed; it may be done before. */
  private boolean commitAndKill(HookedMemory hooked, QueueWriter writer, int length) {
    hooked.beforeAccess(
        () -> {
          if (chooser.choose(2) == 1) {
            throw new Killed();
          }
        });
    try {
      commits.commit(writer, length);
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      hooked.beforeAccess(() -> {});
    }
  }

  /** Judges what the kernel holds: the last write to each word. */
  private int judgeMemory() throws FormatException {
    SimulatedMemory size = memory(CLIENT);
    ArrayMemory latest = new ArrayMemory(size.size());
    for (long at = 0; at < size.size(); at += Long.BYTES) {
      boolean shared =
          at < QueueLayout.IDENTITY_AT
              || at >= layout.offsetAt(0) && at < layout.offsetAt(layout.entries())
              || at >= layout.dataAt() && at < layout.dataAt() + layout.dataBytes()
              || at >= layout.tailAt();
      if (shared) {
        latest.setOpaque(at, machine.latest(location(at)));
      }
    }
    return commits.judge(latest);
  }

  private WordMemory hostView(WordMemory memory) {
    return weakened.isOfClient() ? memory : weakened.weaken(memory, layout);
  }

  private void capture() throws FormatException {
    QueueCapture capture = new QueueCapture(hostView(memory(HOST)));
    int newest = 0;
    for (int i = 0; i < bounds.looks(); i++) {
      try {
        if (capture.capture() != Outcome.KEPT) {
          continue;
        }
      } catch (FormatException e) {
        // Only before it has seen the version; later the memory is what it was configured to be.
        assertEquals(FormatException.Reason.UNCONFIGURED, e.reason(), e.getMessage());
        assertEquals(0, newest);
        continue;
      }
      seen++;
      WordMemory image = new BufferMemory(capture.image().bytes());
      QueueLayout found = QueueLayout.read(image);
      assertEquals(layout.entries(), found.entries(), "entries of the image");
      assertEquals(layout.dataBytes(), found.dataBytes(), "data bytes of the image");
      int now = commits.judge(image);
      assertTrue(now >= newest, "went back from " + newest + " to " + now);
      newest = now;
    }
  }

  /** A host that has seen an entry does not say that there is none: the newest always stays. */
  private void lookForNothing() throws FormatException {
    Looks looks;
    try {
      looks = new Looks(hostView(memory(HOST)));
    } catch (FormatException e) {
      assertEquals(FormatException.Reason.UNCONFIGURED, e.reason(), e.getMessage());
      return;
    }
    if (looks.sawEntry()) {
      seen++;
      assertFalse(looks.sawNothing(), "an entry was there, and the host says that there is none");
    }
  }

  /** How many looks of the host came to something so far. */
  long seen() {
    return seen;
  }
}
