package dev.stillframe.evidence;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What some checks need and the README does not ask for: a check looks for it before it starts, and
 * is skipped where it is missing. Each need has one sentence, so that the last lines of a run can
 * count the checks that are skipped for it.
 */
public enum Need {
  STRACE("strace", "strace"),
  CARGO("cargo", "cargo"),
  CC("cc", "gcc"),
  C_LIBRARY("stdio.h", "libc6-dev"),
  CC_AARCH64("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu libc6-dev-arm64-cross"),
  BASH("bash", "bash"),
  SCRIPT("script", "bsdutils"),
  SETPRIV("setpriv", "util-linux"),
  MOUNT("mount", "mount"),
  UMOUNT("umount", "mount"),
  SYSTEMD_ANALYZE("systemd-analyze", "systemd"),
  Z3("z3", "z3"),
  COQC("coqc", "coq"),
  CHROMIUM("chromium", "chromium"),
  CHROMEDRIVER("chromedriver", "chromium-driver"),
  JDK_22("JDK 22", null, "a JDK 22 or newer: set JDK25_HOME to one"),
  MOUNT_RIGHT("the right to mount", null, "run as root, outside a container"),
  UTF_8("UTF-8 locale", null, "export LC_ALL=C.UTF-8");

  private final String label;
  private final String apt;
  private final String remedy;

  Need(String program, String apt) {
    this(program, apt, "apt install " + apt);
  }

  Need(String label, String apt, String remedy) {
    this.label = label;
    this.apt = apt;
    this.remedy = remedy;
  }

  /** Returns the Debian package that brings it, if one does. */
  Optional<String> apt() {
    return Optional.ofNullable(apt);
  }

  /** Returns what to do about it. */
  String remedy() {
    return remedy;
  }

  /** Returns why a check that needs it is skipped. */
  public String missing() {
    return "there is no " + label + " (" + remedy + ")";
  }

  /** Returns the need that a reason for a skipped check names, if it names one. */
  static Optional<Need> in(String reason) {
    return Stream.of(values()).filter(need -> reason.contains(need.missing())).findFirst();
  }

  /** Returns what the summary of a run calls it; of a program, its name. */
  public String label() {
    return label;
  }

  /** Tells whether names of files can have any character here. */
  public static boolean areAllNamesPossible() {
    return System.getProperty("sun.jnu.encoding", "").equals("UTF-8");
  }

  /** Looks for the program. */
  public Optional<Path> find() {
    return Programs.find(label);
  }
}
