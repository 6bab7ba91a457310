package dev.stillframe.modeltests.orderings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What the methods of a class do, read from its byte code: every call, every field, every constant
 * class, every choice and every handler of exceptions, in the order of the code. What is computed
 * with local variables is left out.
 */
final class ByteCode {
  /** A step that is taken only at times: a conditional jump or a switch. */
  static final String CHOICE = "choice";

  /** Where exceptions are caught. */
  static final String HANDLER = "catch";

  /**
   * One step.
   *
   * @param owner the internal name of the class that a method or field is of; empty for the others
   * @param name of the method or field, or what else it is
   */
  record Step(String owner, String name) {
    @Override
    public String toString() {
      return owner.isEmpty() ? name : simple(owner) + "." + name;
    }
  }

  private static final int API = Opcodes.ASM9;

  private ByteCode() {}

  /**
   * Returns the steps of each method, by its name. Methods of one name are one behind the other.
   *
   * @param classFile its content
   */
  static Map<String, List<Step>> methods(byte[] classFile) {
    Map<String, List<Step>> methods = new LinkedHashMap<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(API) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] thrown) {
                boolean isBridge = (access & Opcodes.ACC_BRIDGE) != 0;
                return isBridge
                    ? null
                    : new Reader(methods.computeIfAbsent(name, n -> new ArrayList<>()));
              }
            },
            ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    return methods;
  }

  private static String simple(String owner) {
    return owner.replaceFirst(".*[/$]", "");
  }

  private static final class Reader extends MethodVisitor {
    private final List<Step> steps;

    Reader(List<Step> steps) {
      super(API);
      this.steps = steps;
    }

    private void add(String owner, String name) {
      steps.add(new Step(owner, name));
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String type) {
      boolean isWritten = code == Opcodes.PUTFIELD || code == Opcodes.PUTSTATIC;
      add(owner, isWritten ? name + "=" : name);
    }

    @Override
    public void visitMethodInsn(
        int code, String owner, String name, String type, boolean isInterface) {
      add(owner, name);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      add(bootstrap.getOwner(), name);
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type) {
        add("", type.getClassName() + ".class");
      }
    }

    @Override
    public void visitJumpInsn(int code, Label label) {
      if (code != Opcodes.GOTO) {
        add("", CHOICE);
      }
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      add("", CHOICE);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      add("", CHOICE);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      add("", HANDLER);
    }
  }
}
