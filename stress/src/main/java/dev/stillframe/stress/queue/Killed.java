package dev.stillframe.stress.queue;

/** Stands for SIGKILL: the stores before it are done, none after it. */
final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Killed() {
    super(null, null, false, false);
  }
}
