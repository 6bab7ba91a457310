package dev.stillframe.conformance;

import java.io.IOException;

/**
 * Something that a port is judged by.
 *
 * @param id kebab-case, unique
 * @param part what a port must support for it: one of {@link Judge#PARTS}
 * @param body what is done
 */
record Check(String id, String part, Body body) {
  /** What is done; returns normally if the port did as it should. */
  @FunctionalInterface
  interface Body {
    void run(Bench bench) throws FellShort, Unsupported, IOException;
  }
}
