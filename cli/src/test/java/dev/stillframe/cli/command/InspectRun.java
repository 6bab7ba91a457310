package dev.stillframe.cli.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs {@code stillframe inspect} in this process. */
final class InspectRun {
  private InspectRun() {}

  /** Returns the exit code; arguments are taken as they print. */
  static int inspect(Writer out, Writer err, Object... arguments) {
    List<String> all = new ArrayList<>(List.of("inspect"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    CommandLine command = Stillframe.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(all.toArray(String[]::new));
  }
}
