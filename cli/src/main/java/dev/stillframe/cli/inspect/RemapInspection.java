package dev.stillframe.cli.inspect;

import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stillframe.FormatException;
import dev.stillframe.cli.inspect.Inspection.MarkState;
import dev.stillframe.cli.inspect.Inspection.SealState;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.State;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.RemapLayout;
import dev.stillframe.store.Mark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a memory of remap capture holds, or a snapshot of one.
 *
 * @param file its path
 * @param size bytes
 * @param identity 32 hexadecimal digits, zeros if unknown; null if the file is not usable
 * @param sequence its sequence word, odd within a transaction
 * @param seal what vouches for the bytes
 * @param mark of an image of the twin store; null for any other file
 * @param restorable whether a host could give this state to a client
 * @param why what speaks against it, or what has to be known
 */
@JsonInclude(Include.NON_NULL)
public record RemapInspection(
    String file,
    long size,
    String identity,
    Long sequence,
    SealState seal,
    MarkState mark,
    boolean restorable,
    String why)
    implements Inspected {

  /**
   * Looks at a file that has the version word of remap capture.
   *
   * @param file its path
   * @return what it holds, or why it cannot be used
   * @throws IOException if it cannot be read
   */
  public static RemapInspection of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      long size = channel.size();
      BufferMemory.requireMappable(size);
      SealState seal = SealState.of(channel);
      MarkState mark = Mark.read(channel).map(MarkState::of).orElse(null);
      BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
      try {
        State state = Isolation.call(() -> State.ofRemap(memory));
        boolean isRestorable =
            !state.isCutShort() && !seal.isBroken() && (mark == null || !mark.isUnfinished());
        return new RemapInspection(
            file.toString(),
            size,
            State.identity(state.identity()),
            state.progress().getAsLong(),
            seal,
            mark,
            isRestorable,
            why(state, seal, mark));
      } catch (FormatException e) {
        return new RemapInspection(
            file.toString(), size, null, null, seal, mark, false, e.getMessage());
      }
    }
  }

  private static String why(State state, SealState seal, MarkState mark) {
    return state.isCutShort() && !seal.isBroken()
        ? "a transaction is under way, or was cut short"
        : Inspection.whySeal(seal, mark);
  }

  @Override
  public Optional<Long> upTo() {
    return Optional.ofNullable(sequence);
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(Locale.ROOT, "file        %s, %d bytes%n", file, size);
    if (identity != null) {
      out.printf(
          Locale.ROOT, "format      remap, version 1, %d data bytes%n", size - RemapLayout.DATA_AT);
      out.printf(Locale.ROOT, "identity    %s%n", identity);
      out.printf(Locale.ROOT, "sequence    %d%n", sequence);
    }
    InspectionText.print(seal, mark, out);
    printVerdict(out);
  }
}
