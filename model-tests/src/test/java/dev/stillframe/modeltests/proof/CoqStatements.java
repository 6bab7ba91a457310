package dev.stillframe.modeltests.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * Writes the definitions and theorems of {@code QueueRing} down again for Coq. A set is a function
 * that says of each integer whether it is in it; that {@code count} counts as Cardinality does is
 * all that is written here by hand.
 */
final class CoqStatements {
  private static final String COUNTING =
      """
      Require Import ZArith Lia.
      Open Scope Z_scope.

      Fixpoint count (set : Z -> bool) (i : Z) (k : nat) : Z :=
        match k with O => 0 | S k => (if set i then 1 else 0) + count set (i + 1) k end.
      Definition Count (set : Z -> bool) (i k : Z) : Z := count set i (Z.to_nat k).
      Definition Removed (set : Z -> bool) (x : Z) : Z -> bool :=
        fun y => if y =? x then false else set y.

      Section Ring.
      Variables Entries Capacity : Z.
      Hypothesis entries : Entries >= 2.
      Hypothesis capacity : Capacity >= 1.
      """;

  private static final Map<String, String> INFIX =
      Map.of(
          "+", "+", "-", "-", "%", "mod", "<", "<", "\\geq", ">=", "\\leq", "<=", "/=", "<>", "=>",
          "->", "\\land", "/\\");

  private CoqStatements() {}

  /** What is to be compiled: the statements, their proofs, and what Coq is to say of each. */
  static String of(ProofText text, String proofs) {
    StringBuilder page = new StringBuilder(statements(text)).append(proofs);
    text.theorems()
        .keySet()
        .forEach(name -> page.append("Check (" + small(name) + " : " + name + ").\n"));
    page.append("End Ring.\n");
    text.theorems()
        .keySet()
        .forEach(name -> page.append("Print Assumptions " + small(name) + ".\n"));
    return page.toString();
  }

  private static String small(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String statements(ProofText text) {
    StringBuilder page = new StringBuilder(COUNTING);
    for (String name : List.of("SlotOf", "SlotAfter", "SlotBefore", "PlaceOf")) {
      OpDefNode definition = text.definition(name);
      String parameter = definition.getParams()[0].getName().toString();
      page.append("Definition " + name + " (" + parameter + " : Z) : Z := ");
      page.append(of(definition.getBody())).append(".\n");
    }
    text.theorems()
        .forEach(
            (name, body) -> page.append("Definition " + name + " : Prop := " + of(body) + ".\n"));
    return page.toString();
  }

  private static String of(SemanticNode node) {
    if (node instanceof NumeralNode number) {
      return Integer.toString(number.val());
    }
    OpApplNode application = (OpApplNode) node;
    String name = application.getOperator().getName().toString();
    SemanticNode[] arguments = application.getArgs();
    if (INFIX.containsKey(name)) {
      return "(" + of(arguments[0]) + " " + INFIX.get(name) + " " + of(arguments[1]) + ")";
    }
    return switch (name) {
      case "=" -> "(" + of(arguments[0]) + " = " + of(arguments[1]) + ")";
      case "$IfThenElse" ->
          "(if "
              + decided(arguments[0])
              + " then "
              + of(arguments[1])
              + " else "
              + of(arguments[2])
              + ")";
      case "\\in" -> member(of(arguments[0]), (OpApplNode) arguments[1]);
      case "\\notin" -> "(~ " + member(of(arguments[0]), (OpApplNode) arguments[1]) + ")";
      case "\\" ->
          "(Removed " + of(arguments[0]) + " " + of(((OpApplNode) arguments[1]).getArgs()[0]) + ")";
      case "$BoundedForall" -> forall(application);
      default -> applied(application, name);
    };
  }

  private static String applied(OpApplNode application, String name) {
    boolean isDefined =
        application.getOperator() instanceof OpDefNode definition
            && definition.getKind() == ASTConstants.UserDefinedOpKind;
    if (application.getArgs().length > 0 && !isDefined) {
      throw new IllegalArgumentException("not in this part of TLA+: " + name);
    }
    List<String> words = new ArrayList<>(List.of(name));
    Arrays.stream(application.getArgs()).forEach(argument -> words.add(of(argument)));
    return words.size() == 1 ? name : "(" + String.join(" ", words) + ")";
  }

  private static String decided(SemanticNode condition) {
    OpApplNode equality = (OpApplNode) condition;
    if (!equality.getOperator().getName().toString().equals("=")) {
      throw new IllegalArgumentException("only equality is decided: " + condition.getLocation());
    }
    return "(" + of(equality.getArgs()[0]) + " =? " + of(equality.getArgs()[1]) + ")";
  }

  private static String member(String one, OpApplNode set) {
    return set.getOperator().getName().toString().equals("..")
        ? "(" + of(set.getArgs()[0]) + " <= " + one + " <= " + of(set.getArgs()[1]) + ")"
        : "(" + of(set) + " " + one + " = true)";
  }

  private static String forall(OpApplNode application) {
    StringBuilder text = new StringBuilder("(forall");
    StringBuilder conditions = new StringBuilder();
    for (int i = 0; i < application.getBdedQuantBounds().length; i++) {
      OpApplNode set = (OpApplNode) application.getBdedQuantBounds()[i];
      String kind = set.getOperator().getName().toString();
      for (FormalParamNode parameter : application.getBdedQuantSymbolLists()[i]) {
        String name = parameter.getName().toString();
        text.append(" (" + name + (kind.equals("SUBSET") ? " : Z -> bool)" : " : Z)"));
        if (!kind.equals("SUBSET") && !kind.equals("Int")) {
          conditions.append(member(name, set)).append(" -> ");
        }
      }
    }
    return text + ", " + conditions + of(application.getArgs()[0]) + ")";
  }
}
