package dev.stillframe.modeltests.crash;

import java.util.Locale;

/** What happens to a system call. */
enum Fault {
  /** The process is killed when it makes the call; the call is not done. */
  KILL("signal=KILL", ""),
  EIO("error=EIO", "Input/output error"),
  ENOSPC("error=ENOSPC", "No space left on device"),
  EINTR("error=EINTR", "Interrupted system call");

  private final String injection;
  private final String message;

  Fault(String injection, String message) {
    this.injection = injection;
    this.message = message;
  }

  /** How the system calls it. */
  String message() {
    return message;
  }

  /** The option of strace that lets it happen to a call. */
  String expression(SystemCall call) {
    return String.format(
        Locale.ROOT, "inject=%s:%s:when=%d", call.name(), injection, call.occurrence());
  }

  /** Tells whether it can happen to a call. */
  boolean fits(SystemCall call) {
    return switch (this) {
      case KILL, EIO -> true;
      case ENOSPC -> call.changesFiles() && !call.is("unlink") || call.is("mkdir");
      case EINTR ->
          call.is("openat", "pread64", "pwrite64", "write", "fsync", "getdents64", "close")
              || call.text().contains("F_SETLK");
    };
  }
}
