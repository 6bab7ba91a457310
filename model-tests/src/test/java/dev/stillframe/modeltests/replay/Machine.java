package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;

/**
 * The shipped classes in a state of the spec: a client and a host that are stopped before what they
 * do next, and a memory. It can be copied, so that every step that leaves a state is taken from it.
 */
interface Machine {
  Machine copy();

  /**
   * Takes a step of the spec: the process that it is a step of does its next access, if the step
   * has one.
   *
   * @throws org.opentest4j.AssertionFailedError if that process would not do this, or the memory is
   *     not that of the step's end
   */
  void take(Step step);

  /**
   * Compares what either process would do next with what the spec allows it.
   *
   * @throws org.opentest4j.AssertionFailedError if one would do something else, or could not do
   *     something that the spec allows it
   */
  void check(State state);
}
