package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A descriptor by which a range of a process's mapping is protected against writes, and by which
 * those are told of who waits there. The kernel keeps protection for as long as a descriptor of it
 * is open anywhere: when the last one is closed, the range is as any other, and who waits goes on.
 */
final class Userfault implements AutoCloseable {
  /** Bytes of a page. */
  static final long PAGE = 4096;

  private static final long CLOSE_ON_EXEC = 0x80000;
  private static final long NON_BLOCKING = 0x800;
  private static final long USER_MODE_ONLY = 1;

  private static final long API = 0xC018AA3FL;
  private static final long REGISTER = 0xC020AA00L;
  private static final long WRITE_PROTECT = 0xC018AA06L;

  private static final long VERSION = 0xAA;
  private static final long FAULT_TELLS_WRITE = 1;
  private static final long SHARED_MEMORY = 1L << 12;
  private static final long UNPOPULATED = 1L << 13;

  private static final long MODE_WRITE_PROTECT = 2;
  private static final long PROTECTS = 1;

  /** UFFD_FEATURE_EVENT_FORK, _REMAP, _REMOVE and _UNMAP. */
  private static final long EVENTS = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 6;

  /** How long a process may be at changing its mappings; less than the patience of the watchdog. */
  private static final long CHANGING_NANOS = 2_000_000_000;

  private static final int MESSAGE_BYTES = 32;
  private static final byte PAGE_FAULT = 0x12;
  private static final long ADDRESS_AT = 16;

  private final int descriptor;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment message = arena.allocate(MESSAGE_BYTES, Long.BYTES);

  /**
   * Takes over a descriptor.
   *
   * @param descriptor of a userfaultfd; closed by this
   */
  Userfault(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens a descriptor for the mappings of this process. Where this process may not have faults of
   * the kernel told, only its own are: a system call that writes to a protected page fails then.
   *
   * @throws IOException that says which feature or privilege is missing
   */
  static Userfault open() throws IOException {
    Linux.require();
    Userfault opened = new Userfault((int) create());
    try {
      opened.agree();
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static long create() throws IOException {
    try {
      return Linux.call("userfaultfd", Linux.USERFAULTFD, CLOSE_ON_EXEC | NON_BLOCKING);
    } catch (Linux.Failure e) {
      if (e.errno() != Linux.EPERM) {
        throw new IOException(
            "remap capture needs userfaultfd of the kernel: " + e.getMessage(), e);
      }
    }
    try {
      return Linux.call(
          "userfaultfd", Linux.USERFAULTFD, CLOSE_ON_EXEC | NON_BLOCKING | USER_MODE_ONLY);
    } catch (Linux.Failure e) {
      throw new IOException("remap capture may not use userfaultfd: " + e.getMessage(), e);
    }
  }

  private void agree() throws IOException {
    long wanted = FAULT_TELLS_WRITE | SHARED_MEMORY | UNPOPULATED;
    try {
      ioctl("UFFDIO_API", API, VERSION, wanted, 0);
    } catch (Linux.Failure e) {
      throw new IOException(
          "remap capture needs Linux 6.4 or newer, for write protection of shared memory: "
              + e.getMessage(),
          e);
    }
  }

  int descriptor() {
    return descriptor;
  }

  /** Registers a range of a mapping of this process, so that it can be protected. */
  void register(long address, long length) throws IOException {
    try {
      ioctl("UFFDIO_REGISTER", REGISTER, address, length, MODE_WRITE_PROTECT, 0);
    } catch (Linux.Failure e) {
      if (e.errno() != Linux.EINVAL) {
        throw e;
      }
      throw new IOException(
          "remap capture needs a memory in a tmpfs, as /dev/shm: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a descriptor on which this process could wait for its client: reading one that blocks,
   * and protecting a memory whose client waits until somebody has read an event.
   *
   * @throws IOException that says what the client has to do
   */
  void requireUsable() throws IOException {
    String flags = "";
    String api = "";
    Path info = Path.of("/proc/self/fdinfo", Integer.toString(descriptor));
    for (String line : Files.readAllLines(info, StandardCharsets.US_ASCII)) {
      flags = line.startsWith("flags:") ? line.substring("flags:".length()).strip() : flags;
      api = line.startsWith("API:") ? line.substring("API:".length()).strip() : api;
    }
    String[] words = api.split(":", -1);
    if (flags.isEmpty() || words.length < 2) {
      throw new IOException(info + " does not say how the client has opened its userfaultfd");
    }
    if ((Long.parseLong(flags, 8) & NON_BLOCKING) == 0) {
      throw new IOException("the client's userfaultfd blocks: open it with O_NONBLOCK");
    }
    if ((Long.parseUnsignedLong(words[1], 16) & EVENTS) != 0) {
      throw new IOException(
          "the client's userfaultfd tells events (fork, remap, remove, unmap): ask for none, the"
              + " host handles none");
    }
  }

  /** Protects a range. When this returns, nobody writes there any more through that mapping. */
  void protect(long address, long length) throws Linux.Failure {
    change(address, length, PROTECTS);
  }

  /** Gives a range back, and wakes who waits there. */
  void unprotect(long address, long length) throws Linux.Failure {
    change(address, length, 0);
  }

  private void change(long address, long length, long mode) throws Linux.Failure {
    long deadline = System.nanoTime() + CHANGING_NANOS;
    while (true) {
      try {
        ioctl("UFFDIO_WRITEPROTECT", WRITE_PROTECT, address, length, mode);
        return;
      } catch (Linux.Failure e) {
        if (e.errno() != Linux.EAGAIN || System.nanoTime() - deadline > 0) {
          throw e;
        }
        Thread.onSpinWait(); // The process changes its mappings at this moment.
      }
    }
  }

  /** Returns the address that a writer waits at, or -1 if none has come to wait. */
  long nextFault() throws Linux.Failure {
    try {
      Linux.call("read", Linux.READ, descriptor, message.address(), MESSAGE_BYTES);
    } catch (Linux.Failure e) {
      if (e.errno() == Linux.EAGAIN) {
        return -1;
      }
      throw e;
    }
    return message.get(JAVA_BYTE, 0) == PAGE_FAULT ? message.get(JAVA_LONG, ADDRESS_AT) : -1;
  }

  private void ioctl(String what, long request, long... words) throws Linux.Failure {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment structure = call.allocateFrom(JAVA_LONG, words);
      Linux.call(what, Linux.IOCTL, descriptor, request, structure.address());
    }
  }

  @Override
  public void close() {
    Linux.close(descriptor);
    arena.close();
  }
}
