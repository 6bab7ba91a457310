package dev.stillframe.modeltests.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Commits;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import java.util.function.UnaryOperator;

/**
 * Runs the shipped capture against the stores of the shipped writer, which go on at two places of
 * the capture for any number of stores: every pair of places and every pair of numbers is tried,
 * each access to a word and each byte of a payload being a step. No image may be torn, have a hole,
 * or end before the commit that was the newest when the capture began.
 *
 * <p>Two places suffice for what is known to go wrong: one between the first look and the copy, one
 * between the two words of a second look. Memory is sequentially consistent here.
 */
final class Schedules {
  private final UnaryOperator<WordMemory> hostView;
  private final ClientScript script;
  private final ArrayMemory memory = Commits.configuredMemory(ExploreTest.LAYOUT);
  private final HookedMemory hooked = new HookedMemory(memory);
  private long kept;
  private long lapped;
  private long shortened;
  private int access;
  private int done;

  /** The view puts something between the shipped capture and the memory, for the ablations. */
  Schedules(ClientScript script, UnaryOperator<WordMemory> hostView) {
    this.script = script;
    this.hostView = hostView;
  }

  void explore() throws FormatException {
    for (int commit = 1; commit <= 2; commit++) {
      int begin = script.storesAt(commit);
      int accesses = run(begin, -1, begin, -1, begin);
      for (int first = 0; first < accesses; first++) {
        for (int to = begin + 1; to <= script.length(); to++) {
          run(begin, first, to, -1, to);
          // The client changes how much there is to copy, but a capture that is overtaken can only
          // become shorter: later places are not reached, and cost nothing but the attempt.
          for (int second = first + 1; second < accesses; second++) {
            for (int end = to + 1; end <= script.length(); end++) {
              run(begin, first, to, second, end);
            }
          }
        }
      }
    }
  }

  /** Returns how many accesses the capture made. */
  private int run(int begin, int first, int to, int second, int end) throws FormatException {
    script.reset(memory);
    script.play(memory, 0, begin);
    access = 0;
    done = begin;
    hooked.beforeAccess(
        () -> {
          if (access == first) {
            goOn(to);
          } else if (access == second) {
            goOn(end);
          }
          access++;
        });
    QueueCapture capture = new QueueCapture(hostView.apply(hooked));
    Outcome outcome = capture.capture();
    if (outcome == Outcome.KEPT) {
      int newest = script.commits().judge(new BufferMemory(capture.image().bytes()));
      int before = script.published(begin);
      assertTrue(newest >= before, "the image ends with " + newest + ", before it was " + before);
      kept++;
      shortened += capture.kept() == 1 && before > 1 ? 1 : 0;
    } else {
      lapped++;
    }
    return access;
  }

  private void goOn(int to) {
    script.play(memory, done, to);
    done = to;
  }

  long kept() {
    return kept;
  }

  /** How many captures the client overtook. */
  long lapped() {
    return lapped;
  }

  /** How many images hold the newest entry alone although there was an older one. */
  long shortened() {
    return shortened;
  }
}
