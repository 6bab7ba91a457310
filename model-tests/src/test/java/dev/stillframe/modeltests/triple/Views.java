package dev.stillframe.modeltests.triple;

import dev.stillframe.memory.WordMemory;
import java.util.function.UnaryOperator;

/** What is put between the shipped classes and the memory; it is made anew for each start. */
public record Views(UnaryOperator<WordMemory> ofClient, UnaryOperator<WordMemory> ofHost) {
  public static final Views NONE = new Views(memory -> memory, memory -> memory);

  public static Views client(UnaryOperator<WordMemory> view) {
    return new Views(view, memory -> memory);
  }

  public static Views host(UnaryOperator<WordMemory> view) {
    return new Views(memory -> memory, view);
  }
}
