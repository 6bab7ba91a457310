package dev.stillframe.modeltests.proof;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.TheoremNode;
import util.SimpleFilenameToStream;

/** A module of the specs as SANY, the parser of TLC, reads it. */
final class ProofText {
  /** The module whose definitions the solver does not get, only its theorems. */
  static final String RING = "QueueRing";

  private static final Map<String, ProofText> READ = new HashMap<>();

  private final ModuleNode module;
  private final Map<String, OpDefNode> definitions = new LinkedHashMap<>();

  private ProofText(ModuleNode module) {
    this.module = module;
    for (OpDefNode definition : module.getOpDefs()) {
      definitions.put(definition.getName().toString(), definition);
    }
  }

  /** Reads a module once: SANY has static state, and does not read anything twice. */
  static synchronized ProofText read(Path specs, String name) {
    return READ.computeIfAbsent(name, module -> parse(specs, module));
  }

  private static ProofText parse(Path specs, String name) {
    SpecObj spec =
        new SpecObj(
            specs.resolve(name + ".tla").toString(),
            new SimpleFilenameToStream(specs.toAbsolutePath().toString()));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      SANY.frontEndMain(spec, name, out);
    } catch (FrontEndException e) {
      throw new IllegalStateException(printed.toString(StandardCharsets.UTF_8), e);
    } finally {
      System.setOut(console);
    }
    ModuleNode module = spec.getExternalModuleTable().getRootModule();
    if (module == null || spec.getErrorLevel() != 0) {
      throw new IllegalStateException(name + ": " + printed.toString(StandardCharsets.UTF_8));
    }
    return new ProofText(module);
  }

  OpDefNode definition(String name) {
    OpDefNode definition = definitions.get(name);
    if (definition == null) {
      throw new IllegalArgumentException(module.getName() + " defines no " + name);
    }
    return definition;
  }

  List<String> variables() {
    return Arrays.stream(module.getVariableDecls())
        .map(OpDeclNode::getName)
        .map(Object::toString)
        .toList();
  }

  /** The theorems of the arithmetic, by name. */
  Map<String, ExprNode> theorems() {
    Map<String, ExprNode> theorems = new LinkedHashMap<>();
    List<ModuleNode> modules = new ArrayList<>(module.getExtendedModuleSet());
    modules.add(module);
    for (ModuleNode one : modules) {
      if (one.getName().toString().equals(RING)) {
        for (TheoremNode theorem : one.getTheorems()) {
          theorems.put(theorem.getName().toString(), (ExprNode) theorem.getTheorem());
        }
      }
    }
    return theorems;
  }

  /** Whether a definition is one of the text, and not of a standard module. */
  static boolean isOfText(OpDefNode definition) {
    return definition.getKind() == ASTConstants.UserDefinedOpKind
        && definition.getOriginallyDefinedInModuleNode() != null
        && origin(definition).startsWith("Queue");
  }

  static boolean isArithmetic(OpDefNode definition) {
    return origin(definition).equals(RING);
  }

  private static String origin(OpDefNode definition) {
    return definition.getOriginallyDefinedInModuleNode().getName().toString();
  }

  /** The variables of a tuple, and of the tuples in it. */
  static List<SemanticNode> variables(SemanticNode node) {
    OpApplNode application = (OpApplNode) node;
    if (application.getOperator() instanceof OpDefNode definition && isOfText(definition)) {
      return variables(definition.getBody());
    }
    return application.getOperator().getName().toString().equals("$Tuple")
        ? Arrays.stream(application.getArgs()).flatMap(part -> variables(part).stream()).toList()
        : List.of(node);
  }
}
