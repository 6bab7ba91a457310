package dev.stillframe.modeltests.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/** The sorts of the variables, as {@code TypeOK} says them. */
final class Sorts {
  private Sorts() {}

  static Map<String, String> of(ProofText text) {
    Map<String, String> sorts = new LinkedHashMap<>();
    collect(text.definition("TypeOK").getBody(), sorts);
    for (String variable : text.variables()) {
      if (!sorts.containsKey(variable)) {
        throw new IllegalArgumentException("TypeOK says nothing of " + variable);
      }
    }
    return sorts;
  }

  /** The strings that variables may be equal to. */
  static Set<String> names(ProofText text) {
    Set<String> names = new TreeSet<>();
    names(text.definition("TypeOK").getBody(), names);
    return names;
  }

  private static void names(SemanticNode node, Set<String> names) {
    if (node instanceof StringNode string) {
      names.add(string.getRep().toString());
    } else if (node instanceof OpApplNode application) {
      for (SemanticNode part : application.getArgs()) {
        names(part, names);
      }
    }
  }

  private static void collect(SemanticNode node, Map<String, String> sorts) {
    OpApplNode application = (OpApplNode) node;
    String name = name(application);
    if (name.equals("$ConjList") || name.equals("\\land")) {
      for (SemanticNode part : application.getArgs()) {
        collect(part, sorts);
      }
    } else if (name.equals("\\in")) {
      OpApplNode variable = (OpApplNode) application.getArgs()[0];
      sorts.put(name(variable), sort((OpApplNode) application.getArgs()[1]));
    } else {
      throw new IllegalArgumentException("not a type: " + application.getLocation());
    }
  }

  private static String sort(OpApplNode set) {
    return switch (name(set)) {
      case "Int" -> Term.INT;
      case "BOOLEAN" -> Term.BOOL;
      case "$SetEnumerate" -> Term.NAME;
      case "SUBSET" -> Term.SET;
      case "$CartesianProd" -> Term.PAIR;
      case "$SetOfFcns" -> Term.array(sort((OpApplNode) set.getArgs()[1]));
      default -> throw new IllegalArgumentException("no sort for " + set.getLocation());
    };
  }

  private static String name(OpApplNode application) {
    return application.getOperator().getName().toString();
  }
}
