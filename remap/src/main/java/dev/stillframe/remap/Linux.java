package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/** The system calls that remap capture needs and Java does not have: those of Linux on x86-64. */
final class Linux {
  static final long CLOSE = 3;
  static final long READ = 0;
  static final long IOCTL = 16;
  static final long TIMER_CREATE = 222;
  static final long TIMER_SETTIME = 223;
  static final long TIMER_DELETE = 226;
  static final long USERFAULTFD = 323;
  static final long MEMBARRIER = 324;
  static final long PIDFD_OPEN = 434;
  static final long PIDFD_GETFD = 438;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;

  private static final int ARGUMENTS = 6;

  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SYSCALL = syscall();

  /** A system call that failed. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    Failure(String what, int errno) {
      super(String.format(Locale.ROOT, "%s failed with error %d%s", what, errno, meaning(errno)));
      this.errno = errno;
    }

    int errno() {
      return errno;
    }

    /** Tells whether what was to be changed is no longer there: a process, or its mapping. */
    boolean isGone() {
      return errno == ESRCH || errno == ENOENT;
    }

    private static String meaning(int errno) {
      return switch (errno) {
        case EPERM -> " (not permitted)";
        case ESRCH -> " (no such process)";
        case EINVAL -> " (the kernel does not know it)";
        case ENOSYS -> " (the kernel does not have it)";
        default -> "";
      };
    }
  }

  private Linux() {}

  @SuppressWarnings("restricted") // Which this class is about.
  private static MethodHandle syscall() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("syscall").orElseThrow(),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Refuses a system that these calls are not those of.
   *
   * @throws IOException that says which is needed
   */
  static void require() throws IOException {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).matches("linux on (amd64|x86_64)")) {
      throw new IOException("remap capture needs Linux on x86-64, and this is " + system);
    }
  }

  /**
   * Makes a system call.
   *
   * @param what is called, for people
   * @param number of the call
   * @param arguments at most 6
   * @return what it returns, not negative
   * @throws Failure if it fails
   */
  static long call(String what, long number, long... arguments) throws Failure {
    long[] all = new long[ARGUMENTS];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      long result = invoke(state, number, all);
      if (result == -1) {
        throw new Failure(what, (int) ERRNO.get(state, 0L));
      }
      return result;
    }
  }

  private static long invoke(MemorySegment state, long number, long[] all) {
    try {
      return (long)
          SYSCALL.invokeExact(state, number, all[0], all[1], all[2], all[3], all[4], all[5]);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot be made", e);
    }
  }

  /** Closes a descriptor. */
  static void close(int descriptor) {
    try {
      call("close", CLOSE, descriptor);
    } catch (Failure e) {
      // It is closed all the same.
      return;
    }
  }
}
