package dev.stillframe.modeltests.proof;

import java.util.HashMap;
import java.util.Map;
import tla2sany.semantic.SymbolNode;

/** What names stand for, and whether variables are those of the next state. */
record Scope(Map<SymbolNode, Term> names, boolean primed) {
  Scope with(Map<SymbolNode, Term> more) {
    Map<SymbolNode, Term> all = new HashMap<>(names);
    all.putAll(more);
    return new Scope(all, primed);
  }

  Scope next() {
    if (primed) {
      throw new IllegalArgumentException("the state after the next one");
    }
    return new Scope(names, true);
  }
}
