package dev.stillframe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command. */
@Command(
    name = "stillframe",
    description = "Keeps the state of a program that commits it to shared memory.",
    subcommands = {HostCommand.class, InspectCommand.class, ConformCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Stillframe {
  private Stillframe() {}

  public static void main(String[] args) {
    Optional<HostOptions> host = HostArguments.plain(args);
    System.exit(host.isPresent() ? run(host.get()) : commandLine().execute(args));
  }

  private static int run(HostOptions host) {
    try {
      return Host.run(host);
    } catch (Exception e) {
      PrintWriter err = new PrintWriter(System.err, true);
      return foreseen(e, err, HostException.OWN_ERROR)
          .orElseGet(
              () -> {
                e.printStackTrace(err);
                return HostException.OWN_ERROR;
              });
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Stillframe())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Stillframe::usageError)
        .setExecutionExceptionHandler((e, line, result) -> failed(e, line));
  }

  private static int usageError(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("stillframe: " + e.getMessage());
    line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What was foreseen is one line; anything else is a defect, and comes with its stack trace. */
  private static int failed(Exception e, CommandLine line) throws Exception {
    return foreseen(e, line.getErr(), line.getCommandSpec().exitCodeOnExecutionException())
        .orElseThrow(() -> e);
  }

  /** Tells of it, and returns the exit code; empty if it is a defect. */
  private static Optional<Integer> foreseen(Exception e, PrintWriter err, int code) {
    if (e instanceof HostException own) {
      err.println("stillframe: " + own.getMessage());
      return Optional.of(own.code());
    }
    if (e instanceof IOException io) {
      err.println("stillframe: " + Reports.describe(io));
      return Optional.of(code);
    }
    return Optional.empty();
  }
}
