package dev.stillframe.modeltests.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.CommitRefusedException;
import dev.stillframe.queue.Commits;
import dev.stillframe.queue.QueueWriter;
import java.util.function.UnaryOperator;

/**
 * Kills the client before each of its accesses when it takes up the memory and in a commit, a byte
 * of the copy counting as one, and then several more times at the same place, with commits of other
 * lengths; after each kill a new client takes up what memory holds. The newest commit is found each
 * time, nothing else is, and the next commit succeeds (Q4). Commits of every length up to the whole
 * ring come after histories of zero to 32; those that have no room beside the newest must be
 * refused, and change nothing.
 */
final class KillPoints {
  /** Stands for SIGKILL: the accesses before it have happened, none after it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int HISTORY = 32;

  private final UnaryOperator<WordMemory> view;
  private long kills;
  private long refusals;

  /** The view puts something between the shipped classes and the memory, for the ablations. */
  KillPoints(UnaryOperator<WordMemory> view) {
    this.view = view;
  }

  void explore() throws FormatException {
    for (int history = 0; history <= HISTORY; history++) {
      for (int length = 1; length <= ExploreTest.LAYOUT.dataBytes(); length++) {
        int killAt = 0;
        while (run(history, length, killAt)) {
          killAt++;
        }
      }
    }
  }

  /** Returns false if the commit was done before its kill. */
  private boolean run(int history, int length, int killAt) throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(ExploreTest.LAYOUT);
    Commits commits = new Commits(ExploreTest.LAYOUT);
    QueueWriter writer = new QueueWriter(view.apply(memory));
    for (int i = 0; i < history; i++) {
      commits.commit(writer, 1 + (i * 3 + length) % ExploreTest.LARGEST);
    }
    if (!commitAndKill(memory, commits, length, killAt)) {
      assertEquals(commits.begun(), commits.judge(memory), "after a commit that was not killed");
      return false;
    }
    assertEquals(history, commits.judge(memory), "after a kill");
    for (int again = 1; again <= ExploreTest.LAYOUT.dataBytes(); again++) {
      commitAndKill(memory, commits, again, killAt);
      assertEquals(commits.begun(), commits.judge(memory), "after kills in a row");
    }
    commits.commit(new QueueWriter(view.apply(memory)), ExploreTest.LARGEST);
    assertEquals(commits.begun(), commits.judge(memory), "after taking up again");
    assertTrue(commits.begun() > history, "nothing was committed after the kills");
    return true;
  }

  /** A new client takes up the memory and is killed there or in its first commit. */
  private boolean commitAndKill(ArrayMemory memory, Commits commits, int length, int killAt)
      throws FormatException {
    HookedMemory hooked = new HookedMemory(memory);
    int[] accesses = {0};
    hooked.beforeAccess(
        () -> {
          if (accesses[0]++ == killAt) {
            throw new Killed();
          }
        });
    int begun = commits.begun();
    int recovery = 0;
    try {
      QueueWriter writer = new QueueWriter(view.apply(hooked));
      recovery = accesses[0];
      commits.commit(writer, length);
      return false;
    } catch (CommitRefusedException e) {
      commits.dropLast();
      assertEquals(recovery, accesses[0], "accesses of a commit that was refused");
      refusals++;
      return false;
    } catch (Killed e) {
      if (commits.begun() > begun) {
        commits.dropLast();
      }
      kills++;
      return true;
    }
  }

  long kills() {
    return kills;
  }

  long refusals() {
    return refusals;
  }
}
