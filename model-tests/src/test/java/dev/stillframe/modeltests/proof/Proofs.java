package dev.stillframe.modeltests.proof;

import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.proof.Ablations.Ablation;
import dev.stillframe.modeltests.proof.Goals.Goal;
import dev.stillframe.modeltests.proof.Solver.Answer;
import dev.stillframe.modeltests.proof.Solver.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The proof, and the attempts at one that must fail. */
final class Proofs {
  /** What came of a check. */
  record Came(Verdict verdict, String detail) {}

  /** What Z3 may do for one goal: several times what the hardest one needs. */
  private static final long LIMIT = 1_000_000;

  /** Less for what must not be found: it would use all of it each time. */
  private static final long LIMIT_OF_CONTRADICTIONS = 300_000;

  private final Path root;
  private final ProofText text;
  private final Goals goals;
  private final Script right;
  private final Map<Goal, String> scripts = new LinkedHashMap<>();
  private final Prover prover;

  Proofs(Path root) throws IOException {
    this.root = root;
    text = ProofText.read(root.resolve("spec-tla"), "QueueProofAblations");
    goals = Goals.read(root.resolve("proof/goals.txt"));
    right = new Script(text, Map.of());
    goals.all().forEach(goal -> scripts.put(goal, right.of(goal)));
    prover =
        new Prover(
            root.resolve("target/prove/goals"),
            new Solver(Need.Z3.find().map(Path::toString).orElse(Need.Z3.label())));
  }

  /** Needs no tool: that every rule has its row, and that everything can be written down. */
  Came textIsInOrder() throws IOException {
    List<String> complaints = Coverage.complaints(root, goals);
    for (Ablation ablation : Ablations.read(root).ablations()) {
      Script script = new Script(text, ablation.replace());
      for (String name : ablation.fails()) {
        Goal goal = goals.named(name);
        if (script.of(goal).equals(scripts.get(goal))) {
          complaints.add(ablation.id() + " changes nothing of " + name);
        }
      }
    }
    return complaints.isEmpty()
        ? new Came(Verdict.AS_EXPECTED, goals.all().size() + " goals written")
        : new Came(Verdict.FELL_SHORT, String.join("; ", complaints));
  }

  Came arithmetic() throws IOException, InterruptedException {
    String proofs = Files.readString(root.resolve("proof/QueueRing.v"));
    long proved = Coq.prove(root.resolve("target/prove/coq"), text, proofs);
    int all = text.theorems().size();
    return new Came(
        proved == all && all > 0 ? Verdict.AS_EXPECTED : Verdict.INCONCLUSIVE,
        proved + " of " + all + " theorems by Coq, without axioms");
  }

  private Map<Goal, CompletableFuture<Answer>> ask(List<Goal> wanted, Script script, String of) {
    Map<Goal, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
    for (Goal goal : wanted) {
      answers.put(goal, prover.ask(of + goal.name(), script.of(goal), LIMIT));
    }
    return answers;
  }

  Came proved(Predicate<Goal> which) {
    List<Goal> wanted = goals.all(which);
    List<String> open = new ArrayList<>();
    boolean isRefuted = false;
    long hardest = 0;
    int asked = 0;
    for (Map.Entry<Goal, CompletableFuture<Answer>> one : ask(wanted, right, "").entrySet()) {
      Answer answer = one.getValue().join();
      hardest = Math.max(hardest, answer.used());
      asked += answer.used() == 0 ? 0 : 1;
      if (answer.result() != Result.PROVED) {
        open.add(one.getKey().name());
        isRefuted |= answer.result() == Result.REFUTED;
      }
    }
    if (open.isEmpty() && !wanted.isEmpty()) {
      String all =
          String.format(
              Locale.ROOT,
              "%,d goals, %,d of them by Z3, the hardest with %d %% of its limit",
              wanted.size(),
              asked,
              100 * hardest / LIMIT);
      return new Came(Verdict.AS_EXPECTED, all);
    }
    return new Came(
        isRefuted || wanted.isEmpty() ? Verdict.FELL_SHORT : Verdict.INCONCLUSIVE,
        open.size() + " of " + wanted.size() + " goals not proved: " + String.join(", ", open));
  }

  /** The goals that need the rule stay unproved, and all others that it changes are proved. */
  Came unproved(Ablation ablation) {
    Script wrong = new Script(text, ablation.replace());
    List<Goal> changed = goals.all(goal -> !wrong.of(goal).equals(scripts.get(goal)));
    List<String> proved = new ArrayList<>();
    List<String> open = new ArrayList<>();
    ask(changed, wrong, ablation.rule() + " ")
        .forEach(
            (goal, answer) -> {
              boolean isProved = answer.join().result() == Result.PROVED;
              boolean mustFail = ablation.fails().contains(goal.name());
              if (isProved && mustFail) {
                proved.add(goal.name());
              } else if (!isProved && !mustFail && !ablation.open().contains(goal.name())) {
                open.add(goal.name());
              }
            });
    if (!proved.isEmpty()) {
      return new Came(Verdict.FELL_SHORT, "proved without it: " + String.join(", ", proved));
    }
    if (!open.isEmpty()) {
      return new Came(Verdict.INCONCLUSIVE, "not proved either: " + String.join(", ", open));
    }
    String failed = String.join(", ", ablation.fails());
    int rest = changed.size() - ablation.fails().size() - ablation.open().size();
    String undecided =
        ablation.open().isEmpty() ? "" : "; not decided: " + String.join(", ", ablation.open());
    return new Came(
        Verdict.AS_EXPECTED, "unproved: " + failed + "; " + rest + " others proved" + undecided);
  }

  Came noContradiction(Map<String, String> replaced) {
    Script script = new Script(text, replaced);
    Map<String, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
    List<String> steps = new ArrayList<>(goals.group("ALL"));
    steps.add(0, null);
    List<String> known = new ArrayList<>(goals.invariants());
    known.addAll(goals.lemmas());
    for (String step : steps) {
      String name = step == null ? "the invariant" : "the invariant and " + step;
      answers.put(
          name,
          prover.ask(
              name + replaced.size(), script.contradiction(known, step), LIMIT_OF_CONTRADICTIONS));
    }
    answers.put(
        "the theorems",
        prover.ask(
            "theorems" + replaced.size(),
            script.contradiction(List.of(), null),
            LIMIT_OF_CONTRADICTIONS));
    List<String> found =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue().join().result() == Result.PROVED)
            .map(Map.Entry::getKey)
            .toList();
    return found.isEmpty()
        ? new Came(Verdict.AS_EXPECTED, answers.size() + " tries to prove false have failed")
        : new Came(Verdict.FELL_SHORT, "false follows from " + String.join("; from ", found));
  }
}
