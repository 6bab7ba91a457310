package dev.stillframe.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much was run, and how much somebody wants.
 *
 * @param tier that was run; empty if nobody said
 * @param narrowed the arguments by which less was run than the tier has; empty if there were none
 * @param required the least tier that counts; empty if any does
 */
record Extent(String tier, String narrowed, String required) {
  private static final List<String> TIERS = List.of("quick", "standard", "deep");

  Extent {
    for (String name : List.of(tier, required)) {
      if (!name.isEmpty() && !TIERS.contains(name)) {
        throw new IllegalArgumentException(
            "no tier is called '" + name + "': quick, standard or deep");
      }
    }
  }

  /** Tells whether less was run than is required. */
  boolean isLacking() {
    return !required.isEmpty()
        && (TIERS.indexOf(tier) < TIERS.indexOf(required) || !narrowed.isEmpty());
  }

  /** Returns the tier, for people, and by what it was narrowed. */
  String text() {
    return narrowed.isEmpty() ? tier : tier + ", narrowed by " + narrowed;
  }

  /** Returns what the verdict of the run does not say. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!narrowed.isEmpty()) {
      lines.add("narrowed by " + narrowed + ": nothing is said about the rest of the tier " + tier);
    }
    if (isLacking()) {
      lines.add(
          String.format(
              Locale.ROOT, "less than is required: all of the tier %s or a higher one", required));
    }
    return lines;
  }
}
