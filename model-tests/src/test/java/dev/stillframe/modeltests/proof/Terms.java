package dev.stillframe.modeltests.proof;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Terms made of terms, each with the sorts that it must have. */
final class Terms {
  private static final Map<String, String> ARITHMETIC = Map.of("+", "+", "-", "-", "-.", "-");
  private static final Map<String, String> COMPARISONS =
      Map.of("<", "<", ">", ">", "\\leq", "<=", "\\geq", ">=");
  private static final Map<String, String> CONNECTIVES =
      Map.ofEntries(
          Map.entry("\\land", "and"),
          Map.entry("$ConjList", "and"),
          Map.entry("\\lor", "or"),
          Map.entry("$DisjList", "or"),
          Map.entry("\\lnot", "not"),
          Map.entry("=>", "=>"),
          Map.entry("\\equiv", "="));

  private Terms() {}

  /** Whether an operator of TLA+ is one of SMT-LIB, with the same arguments. */
  static boolean isPlain(String operator) {
    return ARITHMETIC.containsKey(operator)
        || COMPARISONS.containsKey(operator)
        || CONNECTIVES.containsKey(operator);
  }

  static Term plain(String operator, List<Term> terms) {
    String takes = CONNECTIVES.containsKey(operator) ? Term.BOOL : Term.INT;
    terms.forEach(term -> term.of(takes));
    if (ARITHMETIC.containsKey(operator)) {
      return Term.integer("(" + ARITHMETIC.get(operator) + joined(terms) + ")");
    }
    String name = CONNECTIVES.getOrDefault(operator, COMPARISONS.get(operator));
    return Term.bool("(" + name + joined(terms) + ")");
  }

  static String joined(List<Term> terms) {
    return terms.stream().map(term -> " " + term.text()).collect(Collectors.joining());
  }

  static Term not(Term term) {
    return Term.bool("(not " + term.of(Term.BOOL).text() + ")");
  }

  static Term select(Term function, Term index) {
    index.of(Term.INT);
    return new Term("(select " + function.text() + " " + index.text() + ")", function.element());
  }

  static Term pair(List<Term> terms) {
    terms.forEach(term -> term.of(Term.INT));
    if (terms.size() != 2) {
      throw new IllegalArgumentException("only pairs: " + terms);
    }
    return new Term("(pair" + joined(terms) + ")", Term.PAIR);
  }

  static Term choice(List<Term> terms) {
    terms.get(0).of(Term.BOOL);
    return new Term("(ite" + joined(terms) + ")", terms.get(1).of(terms.get(2).sort()).sort());
  }
}
