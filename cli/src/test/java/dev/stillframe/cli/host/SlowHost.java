package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Signals;
import dev.stillframe.store.JournalSync;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A host of the queue that takes its time between its look at the memory, which is locked by the
 * client of another host, and its first round.
 */
public final class SlowHost {
  private SlowHost() {}

  /** Takes the file that lets it go on, the snapshot, a mark that ends the options, the command. */
  public static void main(String[] args) throws Exception {
    Path name = Path.of(args[1]).toAbsolutePath();
    HostOptions options =
        new HostOptions(
            name,
            List.of(args).subList(3, args.length),
            HostOptions.Capture.QUEUE,
            0,
            Duration.ofMillis(5),
            StoreKind.REPLACE,
            2,
            JournalSync.EACH_BATCH,
            false);
    Reports reports = new Reports(System.err);
    int code;
    try (Slow slow =
        new Slow(
            new QueueStrategy(ReplaceStore.open(name, 2), options, reports),
            Path.of(args[0]),
            reports)) {
      code = new Host(options, System.getenv(), reports).run(slow, Signals.listen());
    }
    System.exit(code);
  }

  private static final class Slow extends ForwardingStrategy {
    private final Path go;
    private final Reports reports;

    Slow(QueueStrategy right, Path go, Reports reports) {
      super(right);
      this.go = go;
      this.reports = reports;
    }

    @Override
    public Rounds rounds(FileChannel channel, UUID identity) throws IOException {
      reports.say("goes slowly");
      try {
        Await.until("it may go on", () -> Files.exists(go));
      } catch (Exception e) {
        throw new IOException(e);
      }
      return super.rounds(channel, identity);
    }
  }
}
