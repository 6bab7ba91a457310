package dev.stillframe.cli.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.FormatException;
import dev.stillframe.cli.memory.State;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalContents.Batch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the file of a journal holds.
 *
 * @param file its path
 * @param size bytes
 * @param identity 32 hexadecimal digits; null if the header cannot be read
 * @param batches those that stand, in order
 * @param durable number of the newest record that stands; 0 if there is none
 * @param rest bytes behind the last batch: of a write that was cut short, or damaged
 * @param lastLost number of the last record behind damage; null if there is no damage
 * @param restorable whether all that it ever reported is there
 * @param why what speaks against it, or what has to be known
 */
@JsonInclude(Include.NON_NULL)
record JournalInspection(
    String file,
    long size,
    String identity,
    List<Batch> batches,
    long durable,
    long rest,
    Long lastLost,
    boolean restorable,
    String why)
    implements Inspected {

  /** Looks at a file that has the version word of a journal, or is named as one. */
  static JournalInspection of(Path file) throws IOException {
    JournalContents contents;
    try {
      contents = JournalContents.of(file);
    } catch (FormatException e) {
      return new JournalInspection(
          file.toString(), Files.size(file), null, List.of(), 0, 0, null, false, e.getMessage());
    }
    return new JournalInspection(
        file.toString(),
        contents.size(),
        State.identity(contents.identity()),
        contents.batches(),
        contents.durable(),
        contents.rest(),
        contents.lastLost().orElse(null),
        contents.lastLost().isEmpty(),
        why(contents));
  }

  private static String why(JournalContents contents) {
    if (contents.lastLost().isPresent()) {
      return String.format(
          Locale.ROOT,
          "damaged at byte %d: records %d to %d would be lost",
          contents.end(),
          contents.durable() + 1,
          contents.lastLost().get());
    }
    return contents.rest() == 0
        ? null
        : "the last write was cut short, or goes on: it was not reported";
  }

  @Override
  public Optional<Long> upTo() {
    return identity == null ? Optional.empty() : Optional.of(durable);
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(Locale.ROOT, "file        %s, %d bytes%n", file, size);
    if (identity != null) {
      out.printf(Locale.ROOT, "format      journal, version 1%n");
      out.printf(Locale.ROOT, "identity    %s%n", identity);
      out.printf(Locale.ROOT, "batches     %d%n", batches.size());
      for (Batch batch : batches) {
        out.printf(
            Locale.ROOT,
            "  byte %-10d length %-8d records %d to %d%s%n",
            batch.at(),
            batch.bytes(),
            batch.first(),
            batch.last(),
            batch.beginsWithBase() ? ", the first is a base" : "");
      }
      out.printf(
          Locale.ROOT, "durable     %s%n", durable == 0 ? "nothing" : "up to record " + durable);
      out.printf(Locale.ROOT, "rest        %d bytes%n", rest);
    }
    printVerdict(out);
  }
}
