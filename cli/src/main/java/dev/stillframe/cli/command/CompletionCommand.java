package dev.stillframe.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stillframe completion}: lets a shell complete what is typed. */
@Command(
    name = "completion",
    description = {
      "Prints a script by which bash and zsh complete commands and options.",
      "",
      "For this shell:  source <(stillframe completion)",
      "For all of bash: stillframe completion > ~/.local/share/bash-completion/completions/stillframe",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine stillframe = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(stillframe.getCommandName(), stillframe));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
