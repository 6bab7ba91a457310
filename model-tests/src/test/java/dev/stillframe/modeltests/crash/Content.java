package dev.stillframe.modeltests.crash;

import java.io.IOException;
import java.nio.file.Path;

/**
 * States of a client with known content: first {@link #BEFORE} commits, which are on disk, then
 * {@link #AFTER}, which are in memory.
 */
interface Content {
  int BEFORE = 5;
  int AFTER = 9;

  /** Publishes the state before in a store. */
  void prepare(Path name) throws IOException;

  /** Returns a memory that a client with the state after leaves. */
  byte[] memory() throws IOException;

  /** Returns how many commits a store holds; it must be readable, and all of them whole. */
  int newest(Path name) throws IOException;
}
