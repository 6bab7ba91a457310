package dev.stillframe.cli.command;

import dev.stillframe.cli.host.Host;
import dev.stillframe.cli.host.HostOptions;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.ParentShell;
import dev.stillframe.cli.supervise.RawText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command. */
@Command(
    name = "stillframe",
    description = "Keeps the state of a program that commits it to shared memory.",
    subcommands = {
      HostCommand.class,
      InspectCommand.class,
      ListCommand.class,
      DiscardCommand.class,
      ConformCommand.class,
      CompletionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Stillframe {
  private Stillframe() {}

  /**
   * Runs the command and ends with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    int code = HostException.OWN_ERROR;
    try {
      ParentShell.connect(args);
      code = run(args);
    } catch (OutOfMemoryError e) {
      System.err.println("stillframe: " + e.getMessage() + ": give Java more of it");
    } finally {
      exit(code);
    }
  }

  private static void exit(int code) {
    try {
      ParentShell.exiting(code);
    } catch (IOException e) {
      // Nobody is there to be told.
    }
    System.exit(code);
  }

  private static int run(String[] args) {
    List<String> words = Arrays.asList(args);
    boolean isHost = !words.isEmpty() && words.get(0).equals("host");
    int end = words.indexOf("--");
    try {
      RawText.requireCarried(words, end < 0 ? words.size() : end);
    } catch (IOException e) {
      System.err.println("stillframe: " + e.getMessage());
      return isHost ? HostException.OWN_ERROR : CommandLine.ExitCode.USAGE;
    }
    Optional<HostOptions> host = HostArguments.plain(args);
    return host.isPresent() ? run(host.get()) : commandLine().execute(args);
  }

  private static int run(HostOptions host) {
    try {
      return Host.run(host, new Reports(System.err));
    } catch (Exception e) {
      e.printStackTrace();
      return HostException.OWN_ERROR;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Stillframe())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // They are COMMAND's.
        .setParameterExceptionHandler(Stillframe::usageError)
        .setExecutionExceptionHandler((e, line, result) -> failed(e, line));
  }

  private static int usageError(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("stillframe: " + e.getMessage() + hint(e));
    line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What a newcomer may have meant. */
  private static String hint(ParameterException e) {
    CommandLine line = e.getCommandLine();
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      boolean isBare = line.getParent() == null;
      return isBare ? ": one of " + String.join(", ", line.getSubcommands().keySet()) : "";
    }
    List<String> similar = unmatched.getSuggestions();
    if (!similar.isEmpty()) {
      return ". Did you mean " + String.join(" or ", similar) + "?";
    }
    boolean takesProgram =
        line.getCommandSpec().positionalParameters().stream().anyMatch(ArgSpec::isMultiValue);
    return unmatched.isUnknownOption() && takesProgram
        ? ". Options of the program come behind --"
        : "";
  }

  /** What was foreseen is one line; anything else is a defect, and comes with its stack trace. */
  private static int failed(Exception e, CommandLine line) throws Exception {
    if (e instanceof IOException io) {
      line.getErr().println("stillframe: " + Reports.describe(io));
      return line.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }
}
