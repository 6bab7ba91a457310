package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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

  /** Protects a range. When this returns, nobody writes there any more through that mapping. */
  void protect(long address, long length) throws Linux.Failure {
    change(address, length, PROTECTS);
  }

  /** Gives a range back, and wakes who waits there. */
  void unprotect(long address, long length) throws Linux.Failure {
    change(address, length, 0);
  }

  private void change(long address, long length, long mode) throws Linux.Failure {
    while (true) {
      try {
        ioctl("UFFDIO_WRITEPROTECT", WRITE_PROTECT, address, length, mode);
        return;
      } catch (Linux.Failure e) {
        if (e.errno() != Linux.EAGAIN) {
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
