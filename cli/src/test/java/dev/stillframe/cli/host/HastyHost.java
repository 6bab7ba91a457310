package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Batches;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Signals;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.store.JournalSync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A host of the triple buffer that returns each buffer before it has persisted what was in it. Its
 * journal is behind by a batch, which a kill loses.
 */
public final class HastyHost {
  private static final long SIZE = 1 << 16;

  private HastyHost() {}

  /** Takes the snapshot, a mark that ends the options, and the command. */
  public static void main(String[] args) throws Exception {
    Path name = Path.of(args[0]).toAbsolutePath();
    List<String> command = List.of(args).subList(2, args.length);
    Duration interval = Duration.ofMillis(1);
    HostOptions options =
        new HostOptions(
            name,
            command,
            HostOptions.Capture.TRIPLE,
            SIZE,
            interval,
            StoreKind.JOURNAL,
            1,
            JournalSync.EACH_BATCH,
            true);
    Reports reports = new Reports(System.err);
    int code;
    try (Hasty hasty =
        new Hasty(TripleStrategy.open(name, SIZE, JournalSync.EACH_BATCH, reports))) {
      code = new Host(options, System.getenv(), reports).run(hasty, Signals.listen());
    } catch (HostException e) {
      reports.say(e.getMessage());
      code = e.code();
    }
    System.exit(code);
  }

  private static final class Hasty extends ForwardingStrategy {
    private final TripleStrategy right;

    Hasty(TripleStrategy right) {
      super(right);
      this.right = right;
    }

    @Override
    public Rounds rounds(FileChannel channel, UUID identity) {
      return right.rounds(channel, new Late(right.log()));
    }
  }

  /** Says that a batch is persisted, and persists it with the next one. */
  private static final class Late implements Batches.Log {
    private final Batches.Log log;
    private RecordBatch late = new RecordBatch();

    Late(Batches.Log log) {
      this.log = log;
    }

    @Override
    public long append(RecordBatch batch) throws IOException {
      long durable = log.append(late);
      late = RecordBatch.of(batch.records());
      return batch.isEmpty() ? durable : batch.last();
    }
  }
}
