package dev.stillframe.modeltests.docs;

import dev.stillframe.cli.command.Stillframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Whether the commands that a text names exist: targets and variables of make, programs in {@code
 * bin}, and subcommands and options of {@code stillframe}.
 */
final class Commands {
  private static final String WORD = "(?:[^\\s;&()'\"]++|'[^']*+'|\"[^\"]*+\")++";
  private static final String WORDS = "((?:[ \\t]+(?![|;&#])" + WORD + ")*)";
  private static final Pattern MAKE = Pattern.compile("(?<![\\w./-])make" + WORDS);
  private static final Pattern BIN =
      Pattern.compile("(?<![\\w./-])(?:stillframe/|\\./)?bin/([\\w-]+)" + WORDS);
  private static final Pattern STILLFRAME = Pattern.compile("(?<![\\w./-])stillframe" + WORDS);
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9]*)=.*");
  private static final Pattern TARGET = Pattern.compile("[a-z][a-z-]*");

  /** Options of make that have an argument of their own. */
  private static final Set<String> WITH_ARGUMENT = Set.of("-C", "-f", "-j");

  private final Path root;
  private final Makefile makefile;
  private final CommandLine stillframe = new CommandLine(Stillframe.class);

  Commands(Path root) throws IOException {
    this.root = root;
    this.makefile = Makefile.read(root.resolve("Makefile"));
  }

  /** Complaints about all code of a page. */
  List<String> complaints(Page page) {
    List<String> code = new ArrayList<>(page.spans());
    page.blocks().forEach(block -> code.add(block.text()));
    return code.stream()
        .flatMap(text -> complaints(text).stream())
        .map(
            complaint ->
                root.toAbsolutePath().relativize(page.file().toAbsolutePath()) + ": " + complaint)
        .distinct()
        .toList();
  }

  /** Complaints about some code: lines of a shell, or one command. */
  List<String> complaints(String code) {
    String lines = code.replace("\\\n", " ").replaceAll("(?m)(^|\\s)#.*$", "");
    List<String> complaints = new ArrayList<>();
    for (MatchResult make : matches(MAKE, lines)) {
      make(words(make.group(1)), complaints);
    }
    for (MatchResult program : matches(BIN, lines)) {
      program(program.group(1), words(program.group(2)), complaints);
    }
    for (MatchResult command : matches(STILLFRAME, lines)) {
      stillframe(words(command.group(1)), complaints);
    }
    if (lines.matches("--\\w[\\w-]*( .*)?")) {
      option(lines.split(" ")[0], complaints);
    }
    return complaints;
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /** Brackets say that something may be left out. */
  private static List<String> words(String text) {
    return Pattern.compile(WORD)
        .matcher(text.replaceAll("[\\[\\]]", ""))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private void make(List<String> words, List<String> complaints) {
    String target = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-C") && !words.get(i + 1).endsWith("stillframe")) {
        return; // Of another project.
      }
      if (WITH_ARGUMENT.contains(word)) {
        i++;
      } else if (TARGET.matcher(word).matches()) {
        target = word;
        if (!makefile.hasTarget(word)) {
          complaints.add("make has no target " + word);
        }
      }
    }
    for (String word : words) {
      Matcher assignment = ASSIGNMENT.matcher(word);
      if (assignment.matches() && target != null && makefile.hasTarget(target)) {
        String name = assignment.group(1);
        if (!makefile.uses(target, name)) {
          complaints.add(String.format(Locale.ROOT, "make %s has no variable %s", target, name));
        }
      }
    }
  }

  /** Tells whether a file is no program but read by one: it names no interpreter. */
  private static boolean isPart(Path file) {
    try {
      return Files.isRegularFile(file) && !Files.readString(file).startsWith("#!");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void program(String name, List<String> words, List<String> complaints) {
    Path file = root.resolve("bin").resolve(name);
    if (isPart(file)) {
      return;
    }
    if (!Files.isExecutable(file)) {
      complaints.add("there is no program bin/" + name);
    } else if (name.equals("stillframe")) {
      stillframe(words, complaints);
    } else {
      for (String word : words) {
        Matcher assignment = ASSIGNMENT.matcher(word);
        if (assignment.matches() && !isKnown(file, assignment.group(1))) {
          complaints.add(
              String.format(Locale.ROOT, "bin/%s has no variable %s", name, assignment.group(1)));
        }
      }
    }
  }

  /** What a script does not read itself it hands on to make. */
  private boolean isKnown(Path script, String variable) {
    try {
      return makefile.uses(variable) || Files.readString(script).contains(variable + "=");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stillframe(List<String> words, List<String> complaints) {
    CommandLine command = stillframe;
    for (String word : words) {
      if (word.equals("--")) {
        return; // What follows is somebody else's.
      }
      if (word.startsWith("-")) {
        if (command.getCommandSpec().findOption(word.replaceAll("=.*", "")) == null) {
          complaints.add(name(command) + " has no option " + word);
        }
      } else if (command == stillframe && TARGET.matcher(word).matches()) {
        command = stillframe.getSubcommands().get(word);
        if (command == null) {
          complaints.add("stillframe has no command " + word);
          return;
        }
      }
    }
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  /** An option that is named alone has to be one of some command. */
  private void option(String name, List<String> complaints) {
    boolean isThere =
        stillframe.getSubcommands().values().stream()
            .anyMatch(command -> command.getCommandSpec().findOption(name) != null);
    if (!isThere) {
      complaints.add(
          name
              + " is no option of "
              + stillframe.getSubcommands().values().stream()
                  .map(Commands::name)
                  .collect(Collectors.joining(", ")));
    }
  }
}
