package dev.stillframe.modeltests.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The list of what is to be proved, {@code proof/goals.txt}, with the facts that each goal is
 * given. A fact is something that is proved itself, so which ones are given decides how long a
 * proof takes, and never whether it may be believed. What could go in a circle is refused: a lemma
 * is given invariants and earlier lemmas, and an invariant of the next state only earlier ones.
 */
final class Goals {
  private static final String POST = "post:";
  private static final String SELF = "SELF";

  /**
   * One goal.
   *
   * @param step what the solver is told of the action: the action, what is known of it, or Init;
   *     null for what follows from one state
   * @param facts by name; with post: before it of the next state
   * @param concludesNext whether the conclusion is about the next state
   * @param induction 0, or from which number of a parameter: 1 its beginning, 2 its step
   */
  record Goal(
      String name,
      String action,
      String step,
      List<String> facts,
      String conclusion,
      boolean concludesNext,
      int induction) {}

  private final List<String> invariants = new ArrayList<>();
  private final List<String> lemmas = new ArrayList<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, Goal> goals = new LinkedHashMap<>();

  private Goals() {}

  static Goals read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  static Goals of(String lines) {
    Goals read = new Goals();
    for (String line : lines.replace("\\\n", " ").split("\n")) {
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) {
        read.add(text);
      }
    }
    for (String action : read.group("ALL")) {
      for (String invariant : read.invariants) {
        if (!read.goals.containsKey(action + "/" + invariant)) {
          throw new IllegalArgumentException("no goal for " + action + "/" + invariant);
        }
      }
    }
    return read;
  }

  private void add(String line) {
    String[] halves = line.split(":(?!\\w)", 2);
    List<String> words = List.of(halves[0].strip().split("\\s+"));
    String kind = words.get(0);
    List<String> names = expanded(words.subList(1, words.size()));
    List<String> facts = halves.length == 1 ? List.of() : expanded(split(halves[1]));
    switch (kind) {
      case "group" -> groups.put(words.get(1), facts);
      case "invariant" -> {
        invariants.addAll(facts);
        facts.forEach(
            one -> put(new Goal("Init/" + one, "Init", "Init", List.of(), one, false, 0)));
      }
      case "lemma", "induction" -> lemma(names.get(0), facts, kind.equals("induction"));
      case "known" -> known(names.get(0), names.get(1), facts);
      case "keep" -> keep(halves[0], facts);
      case "claim" ->
          put(
              new Goal(
                  "claim/" + names.get(0),
                  null,
                  null,
                  checked(facts, null),
                  names.get(0),
                  false,
                  0));
      case "step" -> {
        String claim = words.get(1);
        for (String action : expanded(words.subList(2, words.size()))) {
          put(
              new Goal(
                  action + "/claim " + claim, action, action, checked(facts, ""), claim, false, 0));
        }
      }
      default -> throw new IllegalArgumentException("not understood: " + line);
    }
  }

  private void lemma(String name, List<String> facts, boolean isInduction) {
    List<String> given = checked(facts, null);
    if (isInduction) {
      put(new Goal("lemma/" + name + " 0", null, null, given, name, false, 1));
      put(new Goal("lemma/" + name + " k+1", null, null, given, name, false, 2));
    } else {
      put(new Goal("lemma/" + name, null, null, given, name, false, 0));
    }
    lemmas.add(name);
  }

  private void known(String action, String name, List<String> facts) {
    put(new Goal(action + "/" + name, action, action, checked(facts, null), name, false, 0));
  }

  private void keep(String half, List<String> facts) {
    String[] parts = half.substring("keep".length()).split("/");
    for (String action : expanded(split(parts[0]))) {
      for (String invariant : expanded(split(parts[1]))) {
        List<String> given = new ArrayList<>();
        List<String> isKnown = new ArrayList<>();
        String step = action;
        for (String fact : facts) {
          if (fact.startsWith("instead:")) {
            step = fact.substring("instead:".length());
            mustBeKnown(action, step);
          } else if (fact.startsWith("known:")) {
            mustBeKnown(action, fact.substring("known:".length()));
            given.add(fact.substring("known:".length()));
            isKnown.add(fact.substring("known:".length()));
          } else {
            given.add(fact.equals(SELF) ? invariant : fact);
          }
        }
        checked(given.stream().filter(fact -> !isKnown.contains(fact)).toList(), invariant);
        put(
            new Goal(
                action + "/" + invariant,
                action,
                step,
                given.stream().distinct().toList(),
                invariant,
                true,
                0));
      }
    }
  }

  private void mustBeKnown(String action, String fact) {
    if (!goals.containsKey(action + "/" + fact)) {
      throw new IllegalArgumentException("not known of " + action + ": " + fact);
    }
  }

  /** Returns the facts, if none of them may go in a circle. */
  private List<String> checked(List<String> facts, String invariant) {
    for (String fact : facts) {
      String name = fact.startsWith(POST) ? fact.substring(POST.length()) : fact;
      boolean isEarlier =
          invariant == null
              || invariant.isEmpty()
              || invariants.indexOf(name) < invariants.indexOf(invariant);
      boolean isProved = invariants.contains(name) || lemmas.contains(name);
      if (!isProved || (fact.startsWith(POST) && (invariant == null || !isEarlier))) {
        throw new IllegalArgumentException("may not be given: " + fact);
      }
    }
    return List.copyOf(facts);
  }

  private void put(Goal goal) {
    goals.put(goal.name(), goal);
  }

  private static List<String> split(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split("\\s+"));
  }

  private List<String> expanded(List<String> words) {
    return words.stream()
        .flatMap(word -> groups.getOrDefault(word, List.of(word)).stream())
        .toList();
  }

  List<String> group(String name) {
    if (!groups.containsKey(name)) {
      throw new IllegalArgumentException("no group is called " + name);
    }
    return groups.get(name);
  }

  List<String> invariants() {
    return invariants;
  }

  List<String> lemmas() {
    return lemmas;
  }

  Goal named(String name) {
    Goal goal = goals.get(name);
    if (goal == null) {
      throw new IllegalArgumentException("no goal is called " + name);
    }
    return goal;
  }

  List<Goal> all() {
    return List.copyOf(goals.values());
  }

  List<Goal> all(Predicate<Goal> wanted) {
    return goals.values().stream().filter(wanted).toList();
  }
}
