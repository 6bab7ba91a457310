package dev.stillframe.modeltests.conformance;

import dev.stillframe.evidence.Need;
import dev.stillframe.modeltests.conformance.CPorts.Ended;
import dev.stillframe.modeltests.orderings.CAccesses.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instructions for AArch64 that a compiler makes of the C port, and from which lines. An
 * instruction is of the line of its function and of each line that this function was inlined into.
 */
final class CompiledPort {
  /** The instructions that keep what a mode promises; a call of the compiler's library is one. */
  private static final Map<String, Pattern> INSTRUCTIONS =
      Map.of(
          "acquire", Pattern.compile("ldap?r\\b.*"),
          "release", Pattern.compile("stlr\\b.*"),
          "acquire fence", Pattern.compile("dmb\\s+(ish|ishld|sy)"),
          "release fence", Pattern.compile("dmb\\s+(ish|sy)"),
          "compare-and-set release",
              Pattern.compile("(stlxr|casa?l)\\b.*|bl.*<__aarch64_cas8_(rel|acq_rel)>"),
          "add acquire",
              Pattern.compile("(ldaxr|ldaddal?)\\b.*|bl.*<__aarch64_ldadd8_(acq|acq_rel)>"),
          "add release",
              Pattern.compile("(stlxr|ldadda?l)\\b.*|bl.*<__aarch64_ldadd8_(rel|acq_rel)>"));

  private static final Pattern PLACE = Pattern.compile("(inlined by )?/.*?\\.[ch]:(\\d+)\\b.*");
  private static final Pattern INSTRUCTION = Pattern.compile("\\s+[0-9a-f]+:\\s+(\\S.*)");

  private final Map<Integer, List<String>> byLine = new HashMap<>();

  private CompiledPort() {}

  /** Why nothing can be compiled for AArch64 here; null if it can. */
  static String missing() throws IOException, InterruptedException {
    if (Need.CC_AARCH64.find().isEmpty()) {
      return Need.CC_AARCH64.missing();
    }
    // The headers of its C library are a package of their own.
    Path program = Files.createTempFile("stillframe-conformance-", ".c");
    try {
      Files.writeString(program, "#include <stdio.h>\n");
      List<String> check = List.of(Need.CC_AARCH64.label(), "-fsyntax-only", program.toString());
      return CPorts.run(check).code() == 0 ? null : Need.CC_AARCH64.missing();
    } finally {
      Files.delete(program);
    }
  }

  /**
   * Compiles a source as {@code conformance/ports/c/build} does.
   *
   * @param headers where its own header is
   * @param scratch for the object file
   */
  static CompiledPort of(Path source, Path headers, Path scratch)
      throws IOException, InterruptedException {
    Path object = scratch.resolve("port.o");
    run(
        List.of(
            Need.CC_AARCH64.label(),
            "-std=c11",
            "-O2",
            "-g",
            "-I",
            headers.toString(),
            "-c",
            source.toString(),
            "-o",
            object.toString()));
    Path compiler = Need.CC_AARCH64.find().orElseThrow();
    return read(
        run(
            List.of(
                compiler.resolveSibling("aarch64-linux-gnu-objdump").toString(),
                "--disassemble",
                "--line-numbers",
                "--inlines",
                "--no-show-raw-insn",
                object.toString())));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Ended ended = CPorts.run(command);
    if (ended.code() != 0) {
      throw new IOException(String.join(" ", command) + ": " + ended.output());
    }
    return ended.output();
  }

  /**
   * Reads what was disassembled. A place is said only if it is not that of the last instruction.
   */
  static CompiledPort read(String disassembled) {
    CompiledPort port = new CompiledPort();
    port.readLines(disassembled);
    return port;
  }

  private void readLines(String disassembled) {
    int line = 0;
    Set<Integer> inlinedInto = new HashSet<>();
    for (String text : disassembled.lines().toList()) {
      Matcher place = PLACE.matcher(text);
      Matcher instruction = INSTRUCTION.matcher(text);
      if (place.matches() && place.group(1) != null) {
        inlinedInto.add(Integer.parseInt(place.group(2)));
      } else if (place.matches()) {
        line = Integer.parseInt(place.group(2));
      } else if (instruction.matches()) {
        add(line, instruction.group(1));
        inlinedInto.forEach(into -> add(into, instruction.group(1)));
        inlinedInto.clear();
      }
    }
  }

  private void add(int line, String instruction) {
    byLine.computeIfAbsent(line, l -> new ArrayList<>()).add(instruction.strip());
  }

  /** Returns a complaint for each ordered access that no instruction orders. */
  List<String> complaints(List<Access> accesses) {
    List<String> complaints = new ArrayList<>();
    for (Access access : accesses) {
      Pattern wanted = INSTRUCTIONS.get(access.mode());
      if (wanted != null
          && instructions(access).stream().noneMatch(i -> wanted.matcher(i).matches())) {
        complaints.add(
            String.format(Locale.ROOT, "%s: none of %s orders it", access, instructions(access)));
      }
    }
    return complaints;
  }

  private List<String> instructions(Access access) {
    List<String> all = new ArrayList<>();
    for (int line = access.first(); line <= access.last(); line++) {
      all.addAll(byLine.getOrDefault(line, List.of()));
    }
    return all;
  }
}
