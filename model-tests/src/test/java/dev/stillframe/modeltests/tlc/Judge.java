package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Compares what TLC found with what the manifest says that it must find. */
final class Judge {
  private static final int HOLDS = 0;
  private static final int ASSUMPTION = 10;
  private static final int DEADLOCK = 11;
  private static final int SAFETY = 12;
  private static final int LIVENESS = 13;
  private static final List<Integer> CONCLUDED =
      List.of(HOLDS, ASSUMPTION, DEADLOCK, SAFETY, LIVENESS);

  private final Path specs;
  private final Model model;
  private final Tlc.Run run;
  private final List<String> complaints = new ArrayList<>();

  private Judge(Path specs, Model model, Tlc.Run run) {
    this.specs = specs;
    this.model = model;
    this.run = run;
  }

  /** Whether TLC came to the end of a run, whatever it found. */
  static boolean hasConcluded(Tlc.Run run) {
    return CONCLUDED.contains(run.exitCode());
  }

  /**
   * The row for a run.
   *
   * @throws NotSetUpException if TLC could not check the model at all
   */
  static Row judge(Path specs, Model model, Tlc.Run run) throws IOException {
    return new Judge(specs, model, run).row();
  }

  private Row row() throws IOException {
    if (run.timedOut()) {
      String why = run.remark();
      return row(
          Verdict.INCONCLUSIVE, why == null ? "given up after " + model.timeout() + " s" : why);
    }
    if (!hasConcluded(run)) {
      throw new NotSetUpException(
          String.format(
              Locale.ROOT,
              "%s: TLC ended with exit code %d:\n%s",
              model.id(),
              run.exitCode(),
              run.output().tail()));
    }
    if (model.isNegative()) {
      compareViolation();
    } else if (run.exitCode() == HOLDS) {
      compareCounts();
      if (run.output().workers() == 0 && TlcCommand.countsActions(model)) {
        compareIdleActions();
      }
    } else {
      complaints.add("should hold, but " + ending());
    }
    return complaints.isEmpty()
        ? row(Verdict.AS_EXPECTED, remark())
        : row(Verdict.FELL_SHORT, String.join("\n", complaints));
  }

  private String remark() {
    boolean hasCounted = model.isNegative() || TlcCommand.countsActions(model);
    return hasCounted || run.remark() != null
        ? run.remark()
        : "actions that are never enabled are looked for from the standard tier on";
  }

  private void compareViolation() throws IOException {
    if (run.exitCode() != SAFETY && run.exitCode() != LIVENESS) {
      complaints.add("should violate " + model.property() + ", but " + ending());
      return;
    }
    List<String> violated = run.output().violated();
    boolean pinned = violated.equals(List.of(model.property()));
    boolean pinnedAlone =
        violated.equals(List.of(TlcOutput.UNNAMED))
            && Configuration.read(specs.resolve(model.config()))
                .properties()
                .equals(List.of(model.property()));
    if (!pinned && !pinnedAlone) {
      complaints.add("should violate " + model.property() + ", but " + ending());
    }
    // Another TLC than the pinned one may find another loop of a liveness property.
    if (model.steps() != null && !Tlc.isReplaced()) {
      compare("steps of the counterexample", model.steps(), (long) Trace.of(run.output()).steps());
    }
  }

  private void compareCounts() {
    compareCount("distinct", "", model.distinct(), run.output().distinct());
    if (run.output().workers() == 0) {
      compareCount("generated", " generated", model.generated(), run.output().generated());
    }
  }

  /** Another count than before is for somebody to look at, and then to pin. */
  private void compareCount(String field, String what, Long pinned, Long found) {
    if (pinned == null || !pinned.equals(found)) {
      complaints.add(
          String.format(
              Locale.ROOT,
              "holds, %,d states%s, %s pinned: if that is right, set \"%s\" to %d in"
                  + " spec-tla/manifest.json to pin them",
              found,
              what,
              pinned == null ? "none were" : String.format(Locale.ROOT, "%,d were", pinned),
              field,
              found));
    }
  }

  private void compare(String what, Long pinned, Long found) {
    if (pinned == null || !pinned.equals(found)) {
      complaints.add(String.format(Locale.ROOT, "%s: pinned %s, found %s", what, pinned, found));
    }
  }

  private void compareIdleActions() {
    Map<String, Long> generated = run.output().generatedByAction();
    if (generated.isEmpty()) {
      throw new NotSetUpException(model.id() + ": TLC reported no action at all");
    }
    TreeSet<String> idle = new TreeSet<>();
    generated.forEach(
        (action, states) -> {
          if (states == 0) {
            idle.add(action);
          }
        });
    for (String action : idle) {
      if (!model.idle().contains(action)) {
        complaints.add("the action " + action + " is never enabled");
      }
    }
    for (String action : model.idle()) {
      if (!idle.contains(action)) {
        complaints.add("the action " + action + " should be idle and is not, or does not exist");
      }
    }
  }

  private String ending() {
    return switch (run.exitCode()) {
      case HOLDS -> "nothing was violated";
      case ASSUMPTION -> "an assumption is false";
      case DEADLOCK -> "a deadlock was reached";
      default -> String.join(", ", run.output().violated()) + " is violated";
    };
  }

  private Row row(Verdict verdict, String detail) throws IOException {
    String expected = model.isNegative() ? "violates " + model.property() : "holds";
    TlcOutput output = run.output();
    return Row.of(
            model.id(),
            String.join(" ", model.claims()),
            "TLC",
            model.kind(),
            expected,
            verdict,
            detail)
        .withStates(output.distinct(), output.generated(), depth())
        .withSeconds(run.seconds())
        .withAbout(model.about(), Configuration.read(specs.resolve(model.config())).constants());
  }

  private Long depth() {
    int length = Trace.of(run.output()).states().size();
    return length == 0 ? run.output().depth() : Long.valueOf(length);
  }
}
