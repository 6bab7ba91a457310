package dev.stillframe.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.cli.inspect.ListedMemory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stillframe list}: shows the memories of this user. */
@Command(
    name = "list",
    description = {
      "Shows the memories of this user in XDG_RUNTIME_DIR, /run/user and /dev/shm: their snapshots,"
          + " sizes and ages, how far each goes and how far its snapshot does.",
      "",
      "A memory is in use, saved (its snapshot has all of it), empty, or newer (it holds what its"
          + " snapshot has not, or what cannot be compared).",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they were listed", "2:they cannot be read, or the command line is wrong"},
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<ListedMemory> all = ListedMemory.all(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(mapper.writeValueAsString(all));
    } else {
      all.forEach(memory -> print(memory, out));
    }
    out.flush();
    return 0;
  }

  private static void print(ListedMemory memory, PrintWriter out) {
    out.printf(Locale.ROOT, "memory      %s, %d bytes%n", memory.memory(), memory.size());
    out.printf(
        Locale.ROOT,
        "  snapshot  %s%n",
        memory.snapshot() == null ? "unknown: nothing beside it says so" : memory.snapshot());
    out.printf(
        Locale.ROOT,
        "  state     %s, up to %s; snapshot up to %s; %d s old%n",
        memory.state(),
        memory.holds() == null ? "nothing" : memory.holds(),
        memory.saved() == null ? "nothing" : memory.saved(),
        memory.age());
  }
}
