package dev.stillframe.modeltests.proof;

import dev.stillframe.modeltests.proof.Goals.Goal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes a goal as a script of SMT-LIB, which is unsatisfiable if the goal holds. */
final class Script {
  /** A goal whose conclusion is one of its facts. */
  static final String AT_ONCE = "; the conclusion is one of the facts\n";

  private static final String POST = "post:";

  private final ProofText text;
  private final Translation translation;
  private final Map<String, Term> theorems = new LinkedHashMap<>();
  private final Map<String, Term> written = new HashMap<>();
  private final Map<String, Set<String>> unchanged = new HashMap<>();

  Script(ProofText text, Map<String, String> replaced) {
    this.text = text;
    translation = new Translation(text, replaced);
    text.theorems()
        .forEach((name, theorem) -> theorems.put(name, Triggers.in(translation.theorem(theorem))));
  }

  /**
   * A goal, to be refuted: its facts, its step, and not its conclusion. What the step leaves
   * unchanged has one name in it, so a conclusion about nothing else is one of the facts already:
   * {@link #AT_ONCE}.
   */
  String of(Goal goal) {
    List<Term> facts = new ArrayList<>(facts(goal.facts()));
    if (goal.step() != null) {
      facts.add(now(goal.step()));
    }
    Term conclusion;
    if (goal.induction() == 0) {
      conclusion = goal.concludesNext() ? next(goal.conclusion()) : now(goal.conclusion());
    } else if (goal.induction() == 1) {
      conclusion = translation.of(goal.conclusion(), false, Term.integer("0"));
    } else {
      facts.add(Term.bool("(<= 0 k.)"));
      facts.add(translation.of(goal.conclusion(), false, Term.integer("k.")));
      conclusion = translation.of(goal.conclusion(), false, Term.integer("(+ k. 1)"));
    }
    if (goal.step() != null) {
      Set<String> same =
          unchanged.computeIfAbsent(goal.step(), step -> Unchanged.in(now(step).text()));
      facts.replaceAll(fact -> Unchanged.renamed(fact, same));
      conclusion = Unchanged.renamed(conclusion, same);
    }
    if (facts.contains(conclusion.of(Term.BOOL))) {
      return AT_ONCE;
    }
    facts.add(Term.bool("(not " + conclusion.text() + ")"));
    return script(facts);
  }

  /** That everything named, and a step if there is one, is not a contradiction already. */
  String contradiction(List<String> names, String step) {
    List<Term> facts = new ArrayList<>(facts(names));
    if (step != null) {
      facts.add(now(step));
    }
    return script(facts);
  }

  private Term now(String name) {
    return written.computeIfAbsent(name, definition -> translation.of(definition, false));
  }

  private Term next(String name) {
    return written.computeIfAbsent(
        POST + name, definition -> translation.of(definition.substring(POST.length()), true));
  }

  private List<Term> facts(List<String> names) {
    return names.stream()
        .map(
            name ->
                name.startsWith(POST)
                    ? next(name.substring(POST.length()))
                    : isInduction(name) ? everyNumber(name) : now(name))
        .map(fact -> fact.of(Term.BOOL))
        .toList();
  }

  private boolean isInduction(String name) {
    return text.definition(name).getArity() == 1;
  }

  private Term everyNumber(String name) {
    String body = translation.of(name, false, Term.integer("k.")).text();
    return Term.bool("(forall ((k. Int)) (=> (<= 0 k.) " + body + "))");
  }

  private String script(List<Term> facts) {
    StringBuilder script = new StringBuilder();
    script.append("(set-option :smt.random_seed 1)\n");
    script.append("(declare-datatypes ((Pair 0)) (((pair (first Int) (second. Int)))))\n");
    script.append("(declare-datatypes ((Name 0)) ((");
    new TreeSet<>(translation.names()).forEach(name -> script.append("(|\"" + name + "\"|)"));
    script.append(")))\n");
    for (String constant : List.of("Entries", "Capacity", "k.")) {
      script.append("(declare-const " + constant + " Int)\n");
    }
    script.append("(assert (>= Entries 2))\n(assert (>= Capacity 1))\n");
    translation
        .functions()
        .forEach(
            name ->
                script.append(
                    "(declare-fun "
                        + name
                        + " ("
                        + (name.equals("Count") ? Term.SET + " Int Int" : "Int")
                        + ") Int)\n"));
    theorems.values().forEach(theorem -> script.append("(assert " + theorem.text() + ")\n"));
    translation
        .sorts()
        .forEach(
            (name, sort) -> {
              script.append("(declare-const " + name + " " + sort + ")\n");
              script.append("(declare-const |" + name + "'| " + sort + ")\n");
            });
    facts.forEach(fact -> script.append("(assert " + fact.text() + ")\n"));
    return script
        .append("(check-sat)\n(get-info :reason-unknown)\n(get-info :rlimit)\n")
        .toString();
  }
}
