package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A process for which a system call fails, as on a kernel without it or under a filter: {@code CALL
 * ERROR REQUEST [CLASS ARGUMENT...]}, where only calls with that second argument fail, or all of
 * them for {@code -}. It goes on as that class, or prints what a host says of what is missing.
 */
final class Sandbox {
  private static final long PRCTL = 157;
  private static final long NO_NEW_PRIVILEGES = 38;
  private static final long SECCOMP = 317;
  private static final long SET_FILTER = 1;
  private static final long ALL_THREADS = 1;

  private static final short LOAD = 0x20;
  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short RETURN = 0x06;
  private static final int ALLOW = 0x7fff0000;
  private static final int FAIL = 0x00050000;
  private static final int CALL_AT = 0;
  private static final int SECOND_ARGUMENT_AT = 24;
  private static final int INSTRUCTION_BYTES = 8;

  private final MemorySegment program;
  private int length;

  private Sandbox(Arena arena) {
    program = arena.allocate(8L * INSTRUCTION_BYTES, Long.BYTES);
  }

  public static void main(String[] args) throws Exception {
    try (Arena arena = Arena.ofShared()) {
      Sandbox sandbox = new Sandbox(arena);
      boolean looksAtRequest = !args[2].equals("-");
      int skip = looksAtRequest ? 3 : 1;
      sandbox.add(LOAD, 0, 0, CALL_AT);
      sandbox.add(JUMP_IF_EQUAL, 0, skip, Integer.parseInt(args[0]));
      if (looksAtRequest) {
        sandbox.add(LOAD, 0, 0, SECOND_ARGUMENT_AT);
        sandbox.add(JUMP_IF_EQUAL, 0, 1, (int) Long.parseLong(args[2]));
      }
      sandbox.add(RETURN, 0, 0, FAIL | Integer.parseInt(args[1]));
      sandbox.add(RETURN, 0, 0, ALLOW);
      sandbox.enter(arena);
    }
    if (args.length > 3) {
      String[] arguments = Arrays.copyOfRange(args, 4, args.length);
      Class.forName(args[3]).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } else {
      tellWhatIsMissing();
    }
  }

  private static void tellWhatIsMissing() {
    try {
      RemapCapture.require();
      System.out.println("nothing is missing");
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  private void add(short code, int ifTrue, int ifFalse, int value) {
    MemorySegment at = program.asSlice((long) length * INSTRUCTION_BYTES);
    at.set(JAVA_SHORT, 0, code);
    at.set(JAVA_SHORT, 2, (short) (ifFalse << 8 | ifTrue));
    at.set(JAVA_INT, 4, value);
    length++;
  }

  private void enter(Arena arena) throws IOException {
    MemorySegment filter = arena.allocate(2L * Long.BYTES, Long.BYTES);
    filter.set(JAVA_SHORT, 0, (short) length);
    filter.set(JAVA_LONG, Long.BYTES, program.address());
    Linux.call("prctl", PRCTL, NO_NEW_PRIVILEGES, 1);
    Linux.call("seccomp", SECCOMP, SET_FILTER, ALL_THREADS, filter.address());
  }
}
