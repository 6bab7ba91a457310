package dev.stillframe.modeltests.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SymbolNode;

/**
 * Writes formulas of TLA+ down again as terms of SMT-LIB. It knows the part of TLA+ that the text
 * of the proof is written in, and stops at anything else.
 *
 * <p>A function is an array over all integers, so one that is updated outside of its domain would
 * differ; {@code TypeOK}, which TLC checks and the sorts are taken from, says that none is. A
 * definition is put in the place of its name, with its arguments. Every bound name is new.
 */
final class Translation {
  private final ProofText text;
  private final Map<String, String> replaced;
  private final Map<String, String> sorts;
  private final Set<String> names;
  private final Set<String> functions = new TreeSet<>();
  private int bound;

  /**
   * A translation of definitions.
   *
   * @param replaced definitions that another one takes the place of, by name
   */
  Translation(ProofText text, Map<String, String> replaced) {
    this.text = text;
    this.replaced = replaced;
    this.sorts = Sorts.of(text);
    this.names = Sorts.names(text);
    replaced.forEach((name, by) -> sameParameters(text.definition(name), text.definition(by)));
  }

  private static void sameParameters(OpDefNode one, OpDefNode other) {
    if (one.getArity() != other.getArity()) {
      throw new IllegalArgumentException(one.getName() + " and " + other.getName() + " differ");
    }
  }

  Map<String, String> sorts() {
    return sorts;
  }

  /** The strings of the text. */
  Set<String> names() {
    return names;
  }

  /** The functions of the arithmetic that were seen so far. */
  Set<String> functions() {
    return functions;
  }

  /** A definition of the text, with these arguments, in this state or the next one. */
  Term of(String name, boolean primed, Term... arguments) {
    bound = 0;
    OpDefNode definition = current(text.definition(name));
    Map<SymbolNode, Term> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      values.put(definition.getParams()[i], arguments[i]);
    }
    return term(definition.getBody(), new Scope(values, primed));
  }

  /** A theorem of the arithmetic. */
  Term theorem(ExprNode theorem) {
    bound = 0;
    return term(theorem, new Scope(Map.of(), false));
  }

  private OpDefNode current(OpDefNode definition) {
    String by = replaced.get(definition.getName().toString());
    return by == null ? definition : text.definition(by);
  }

  private Term term(SemanticNode node, Scope scope) {
    if (node instanceof NumeralNode number) {
      return Term.integer(Integer.toString(number.val()));
    }
    if (node instanceof StringNode string) {
      if (!names.contains(string.getRep().toString())) {
        throw new IllegalArgumentException("TypeOK does not have " + string.getRep());
      }
      return new Term("|\"" + string.getRep() + "\"|", Term.NAME);
    }
    if (node instanceof LetInNode let) {
      Scope inner = scope;
      for (OpDefNode definition : let.getLets()) {
        inner = inner.with(Map.of(definition, term(definition.getBody(), inner)));
      }
      return term(let.getBody(), inner);
    }
    return application((OpApplNode) node, scope);
  }

  private Term application(OpApplNode node, Scope scope) {
    SymbolNode operator = node.getOperator();
    String name = operator.getName().toString();
    if (scope.names().containsKey(operator)) {
      return scope.names().get(operator);
    }
    if (operator instanceof OpDeclNode declaration) {
      boolean isVariable = declaration.getKind() == ASTConstants.VariableDeclKind;
      return new Term(
          isVariable && scope.primed() ? "|" + name + "'|" : name,
          isVariable ? sorts.get(name) : Term.INT);
    }
    if (operator instanceof OpDefNode definition && ProofText.isOfText(definition)) {
      return ProofText.isArithmetic(definition)
          ? function(name, node, scope)
          : expanded(current(definition), node, scope);
    }
    return builtIn(name, node, scope);
  }

  private Term expanded(OpDefNode definition, OpApplNode node, Scope scope) {
    Map<SymbolNode, Term> values = new HashMap<>();
    FormalParamNode[] parameters = definition.getParams();
    for (int i = 0; i < parameters.length; i++) {
      values.put(parameters[i], term(node.getArgs()[i], scope));
    }
    return term(definition.getBody(), new Scope(values, scope.primed()));
  }

  private Term function(String name, OpApplNode node, Scope scope) {
    functions.add(name);
    return Term.integer("(" + name + Terms.joined(terms(node, scope)) + ")");
  }

  private Term builtIn(String name, OpApplNode node, Scope scope) {
    ExprOrOpArgNode[] arguments = node.getArgs();
    if (Terms.isPlain(name)) {
      return Terms.plain(name, terms(node, scope));
    }
    return switch (name) {
      case "TRUE" -> Term.bool("true");
      case "FALSE" -> Term.bool("false");
      case "'" -> term(arguments[0], scope.next());
      case "UNCHANGED" -> unchanged(arguments[0], scope);
      case "$FcnApply" -> Terms.select(term(arguments[0], scope), term(arguments[1], scope));
      case "@@" -> put((OpApplNode) arguments[0], term(arguments[1], scope), scope);
      case "$Tuple" -> Terms.pair(terms(node, scope));
      case "$IfThenElse" -> Terms.choice(terms(node, scope));
      case "=" -> equal(arguments[0], arguments[1], scope);
      case "/=" -> Terms.not(equal(arguments[0], arguments[1], scope));
      case "\\in" -> member(term(arguments[0], scope), arguments[1], scope);
      case "\\notin" -> Terms.not(member(term(arguments[0], scope), arguments[1], scope));
      case "\\" -> removed(arguments, scope);
      case "$BoundedForall" -> quantified("forall", "=>", node, scope);
      case "$BoundedExists" -> quantified("exists", "and", node, scope);
      default ->
          throw new IllegalArgumentException(
              "not in this part of TLA+: " + name + " at " + node.getLocation());
    };
  }

  private List<Term> terms(OpApplNode node, Scope scope) {
    return Arrays.stream(node.getArgs()).map(argument -> term(argument, scope)).toList();
  }

  private Term put(OpApplNode single, Term function, Scope scope) {
    if (!single.getOperator().getName().toString().equals(":>")) {
      throw new IllegalArgumentException("@@ is for one value: " + single.getLocation());
    }
    Term index = term(single.getArgs()[0], scope).of(Term.INT);
    Term value = term(single.getArgs()[1], scope).of(function.element());
    return new Term(
        "(store " + function.text() + " " + index.text() + " " + value.text() + ")",
        function.sort());
  }

  private Term unchanged(SemanticNode node, Scope scope) {
    List<Term> equal = new ArrayList<>();
    for (SemanticNode variable : ProofText.variables(node)) {
      Term now = term(variable, scope);
      equal.add(Term.bool("(= " + term(variable, scope.next()).text() + " " + now.text() + ")"));
    }
    return Term.bool("(and" + Terms.joined(equal) + ")");
  }

  private Term equal(SemanticNode left, SemanticNode right, Scope scope) {
    if (isDescribed(left) || isDescribed(right)) {
      Term any = newName("x");
      return Term.bool(
          "(forall (("
              + any.text()
              + " Int)) (= "
              + member(any, left, scope).text()
              + " "
              + member(any, right, scope).text()
              + "))");
    }
    Term one = term(left, scope);
    return Term.bool("(= " + one.text() + " " + term(right, scope).of(one.sort()).text() + ")");
  }

  /** Whether a set is given by what is in it, so that no array stands for it. */
  private static boolean isDescribed(SemanticNode node) {
    return node instanceof OpApplNode set
        && Set.of("..", "$SubsetOf", "$SetEnumerate")
            .contains(set.getOperator().getName().toString());
  }

  private Term removed(ExprOrOpArgNode[] arguments, Scope scope) {
    Term set = term(arguments[0], scope).of(Term.SET);
    OpApplNode single = (OpApplNode) arguments[1];
    if (!isDescribed(single) || single.getArgs().length != 1) {
      throw new IllegalArgumentException("only one is removed: " + single.getLocation());
    }
    Term one = term(single.getArgs()[0], scope).of(Term.INT);
    return new Term("(store " + set.text() + " " + one.text() + " false)", Term.SET);
  }

  private Term member(Term one, SemanticNode set, Scope scope) {
    if (set instanceof OpApplNode node) {
      String name = node.getOperator().getName().toString();
      ExprOrOpArgNode[] arguments = node.getArgs();
      switch (name) {
        case "Int":
          one.of(Term.INT);
          return Term.bool("true");
        case "..":
          String low = term(arguments[0], scope).of(Term.INT).text();
          String high = term(arguments[1], scope).of(Term.INT).text();
          return Term.bool(
              "(and (<= "
                  + low
                  + " "
                  + one.of(Term.INT).text()
                  + ") (<= "
                  + one.text()
                  + " "
                  + high
                  + "))");
        case "$SetEnumerate":
          String equal =
              terms(node, scope).stream()
                  .map(other -> " (= " + one.text() + " " + other.of(one.sort()).text() + ")")
                  .collect(Collectors.joining());
          return Term.bool(equal.isEmpty() ? "false" : "(or" + equal + ")");
        case "$SubsetOf":
          Term inside = member(one, node.getBdedQuantBounds()[0], scope);
          Scope inner = scope.with(Map.of(node.getBdedQuantSymbolLists()[0][0], one));
          return Term.bool("(and " + inside.text() + " " + term(arguments[0], inner).text() + ")");
        default:
          if (node.getOperator() instanceof OpDefNode definition
              && ProofText.isOfText(definition)
              && arguments.length == 0) {
            return member(one, current(definition).getBody(), scope);
          }
      }
    }
    return Terms.select(term(set, scope).of(Term.SET), one);
  }

  private Term newName(String base) {
    return Term.integer(base + "." + bound++);
  }

  private Term quantified(String quantifier, String connective, OpApplNode node, Scope scope) {
    Map<SymbolNode, Term> added = new LinkedHashMap<>();
    StringBuilder conditions = new StringBuilder();
    for (int i = 0; i < node.getBdedQuantBounds().length; i++) {
      ExprNode set = node.getBdedQuantBounds()[i];
      for (FormalParamNode parameter : node.getBdedQuantSymbolLists()[i]) {
        Term one = newName(parameter.getName().toString());
        if (isOfSets(set)) {
          added.put(parameter, new Term(one.text(), Term.SET));
        } else {
          added.put(parameter, one);
          String inside = member(one, set, scope).text();
          conditions.append(inside.equals("true") ? "" : " " + inside);
        }
      }
    }
    String body = term(node.getArgs()[0], scope.with(added)).of(Term.BOOL).text();
    String declared =
        added.values().stream()
            .map(one -> "(" + one.text() + " " + one.sort() + ")")
            .collect(Collectors.joining(" "));
    String all =
        conditions.isEmpty() ? body : "(" + connective + " (and" + conditions + ") " + body + ")";
    return Term.bool("(" + quantifier + " (" + declared + ") " + all + ")");
  }

  private static boolean isOfSets(ExprNode set) {
    return set instanceof OpApplNode node
        && node.getOperator().getName().toString().equals("SUBSET");
  }
}
