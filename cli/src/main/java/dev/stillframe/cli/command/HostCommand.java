package dev.stillframe.cli.command;

import dev.stillframe.cli.host.Host;
import dev.stillframe.cli.host.HostOptions;
import dev.stillframe.cli.host.HostOptions.Capture;
import dev.stillframe.cli.host.StoreKind;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.JsonReports;
import dev.stillframe.cli.report.Reports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillframe host}: supervises a client and keeps its state on disk. */
@Command(
    name = "host",
    description = {
      "Restores SNAPSHOT into a shared memory, runs COMMAND with it, and keeps SNAPSHOT up to date.",
      "",
      "COMMAND finds the memory as a path in STILLFRAME_MEMORY and as descriptor 3 (LISTEN_FDS, "
          + "LISTEN_FDNAMES=SHM_SHARED_FD). Signals go on to it.",
      "",
      "With --capture triple, COMMAND offers increments of its state, which are appended to "
          + "SNAPSHOT.journal; it finds them there, by STILLFRAME_JOURNAL, when it starts again.",
      "",
      "With --capture remap, COMMAND registers its memory at the socket in STILLFRAME_SOCKET.",
      "",
      "A host that finds the living client of a killed host captures for it, and starts COMMAND "
          + "when that client has ended. On a signal it captures once more and ends; that client "
          + "goes on.",
      ""
    },
    customSynopsis = "stillframe host [OPTIONS] SNAPSHOT -- COMMAND [ARGS...]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0-255:that of COMMAND; 128 + signal if one killed it",
      "125:the host failed, or could not write the last state",
      "126:COMMAND cannot be executed",
      "127:COMMAND was not found"
    },
    exitCodeOnInvalidInput = HostException.OWN_ERROR,
    exitCodeOnExecutionException = HostException.OWN_ERROR,
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HostCommand implements Callable<Integer> {
  @Option(
      names = "--capture",
      paramLabel = "queue|triple|remap|final",
      defaultValue = HostArguments.DEFAULT_CAPTURE,
      description =
          "queue: images of what COMMAND commits, while it runs; triple: the increments that it "
              + "offers; remap: images of a memory that COMMAND writes as any other, on Java 22 or "
              + "newer; final: one image, when it has ended (default: queue).")
  private Capture capture;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = HostArguments.DEFAULT_SIZE,
      converter = Units.Size.class,
      description =
          "Preallocate the memory, as 64M; without it COMMAND sizes the memory. With --capture "
              + "triple three buffers share so much (default: 4M), and the whole state of COMMAND "
              + "must fit one of them.")
  private long size;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = HostArguments.DEFAULT_INTERVAL,
      converter = Units.Time.class,
      description = "Pause between two captures, as 100ms or 5s (default: 100ms).")
  private Duration interval;

  @Option(
      names = "--store",
      paramLabel = "replace|twin|journal",
      description =
          "replace: a new file SNAPSHOT each time; twin: two files SNAPSHOT.0 and SNAPSHOT.1 in "
              + "turn, where only what changed is written; journal: SNAPSHOT.journal, for --capture "
              + "triple and nothing else (default: replace, and journal for triple).")
  private StoreKind store;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Generations of the snapshot to keep, with --store replace (default: 2).")
  private Integer keep;

  @Option(
      names = "--sync",
      paramLabel = "batch|end",
      description =
          "With --store journal. batch: each batch of increments is synced before COMMAND may use "
              + "its buffer again; end: only when the host ends, and with each base: a power cut "
              + "loses what came since, a SIGKILL nothing (default: batch).")
  private HostArguments.Sync sync;

  @Option(names = "--stats", description = "Print at the end what the captures came to.")
  private boolean stats;

  @Option(
      names = "--json",
      description =
          "Report as JSON, an object on each line of standard error: its message, or with --stats "
              + "at the end its stats.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "Name of the snapshot file.")
  private Path snapshot;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program to run, with its arguments.")
  private List<String> command;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    HostOptions options;
    try {
      options = arguments().options();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return Host.run(options, json ? new JsonReports(System.err) : new Reports(System.err));
  }

  HostArguments arguments() {
    return new HostArguments(
        capture, size, interval, store, keep, sync, stats, snapshot, List.copyOf(command));
  }
}
