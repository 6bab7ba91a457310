package dev.stillframe.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.cli.inspect.FileInspection;
import dev.stillframe.cli.inspect.Inspected;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillframe inspect}: shows what a snapshot, a journal or a memory holds. */
@Command(
    name = "inspect",
    description =
        "Shows what a snapshot, a journal or a memory file holds, and whether it can be restored.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it can be restored",
      "1:it cannot be restored",
      "2:it cannot be read, or the command line is wrong"
    },
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      description =
          "A snapshot, a journal, a memory file, or the name of a twin store or a journal.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<? extends Inspected> found = FileInspection.named(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(found.size() == 1 ? found.get(0) : found));
    } else {
      found.forEach(one -> one.print(out));
    }
    out.flush();
    return found.stream().anyMatch(Inspected::restorable) ? 0 : 1;
  }

  private static String asJson(Object found) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(found);
  }
}
