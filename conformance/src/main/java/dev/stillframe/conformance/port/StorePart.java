package dev.stillframe.conformance.port;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.Seal;
import dev.stillframe.store.TwinReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;

/** Readers of the twin store and of the journal. */
final class StorePart {
  private StorePart() {}

  /** {@code twin-restore NAME FILE}. */
  static String restoreTwin(Path name, Path file) throws IOException {
    try (TwinReader reader = TwinReader.open(name)) {
      reader.look();
      ByteBuffer mapped = reader.image();
      ByteBuffer image = ByteBuffer.allocateDirect(mapped.capacity()).put(mapped).clear();
      Seal.remove(image);
      try (FileChannel channel = PrivateFiles.create(file)) {
        PrivateFiles.writeFully(channel, image, 0);
      }
      return "ok " + reader.generation();
    }
  }

  /** {@code journal FILE}. */
  static String journal(Path file) throws IOException {
    JournalContents contents = JournalContents.of(file);
    String state =
        contents.lastLost().isPresent() ? "damaged" : contents.rest() > 0 ? "torn" : "whole";
    StringBuilder answer = new StringBuilder("ok " + state + " " + contents.end());
    try (JournalReader reader = JournalReader.openFile(file)) {
      while (reader.hasNext()) {
        StateRecord record = reader.next();
        answer
            .append(' ')
            .append(record.number())
            .append(record.isBase() ? ":base:" : ":increment:");
        answer.append(HexFormat.of().formatHex(record.bytes()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return answer.toString();
  }
}
