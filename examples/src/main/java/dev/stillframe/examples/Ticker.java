package dev.stillframe.examples;

import java.util.function.Supplier;

/** Says at most once a second how far a program is that would say it a million times. */
final class Ticker {
  private static final long PAUSE = 1_000_000_000;

  private final String program;
  private long last = System.nanoTime();

  Ticker(String program) {
    this.program = program;
  }

  /** Says it, if it is time. */
  void say(Supplier<String> text) {
    long now = System.nanoTime();
    if (now - last >= PAUSE) {
      last = now;
      System.out.println(program + ": " + text.get());
    }
  }
}
