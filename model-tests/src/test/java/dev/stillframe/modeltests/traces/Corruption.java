package dev.stillframe.modeltests.traces;

import java.util.List;
import java.util.Random;

/** A way to make a recorded run a lie, in one event. */
interface Corruption {
  /** Returns a run with one event corrupted that a random number chooses. */
  List<TraceEvent> applyTo(List<TraceEvent> run, Random random);

  /** Tells whether a run has an event that can be corrupted so. */
  default boolean appliesTo(List<TraceEvent> run) {
    return true;
  }
}
