package dev.stillframe.stress;

/** What a test runs, and so what must come of it. */
public enum Subject {
  /** The classes as shipped: no forbidden outcome, and every acceptable one is seen. */
  SHIPPED,

  /**
   * The same classes over a memory that does one access late or not at all, by itself and on any
   * machine. The interesting outcome must be seen: it shows that the test can fail.
   */
  REORDERED,

  /**
   * The same classes over a memory in which one ordering is missing. Only hardware or a compiler
   * that makes use of it can show the interesting outcome; that it is not seen means nothing.
   */
  WEAKENED,

  /**
   * A program of a few accesses, whose outcomes the memory model of the specs foretells. Only what
   * the model forbids is wrong; what it allows, this hardware need not show.
   */
  LITMUS
}
