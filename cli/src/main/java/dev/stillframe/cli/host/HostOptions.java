package dev.stillframe.cli.host;

import dev.stillframe.store.JournalReader;
import dev.stillframe.store.JournalSync;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a host is asked for.
 *
 * @param snapshot the name of the snapshot
 * @param command the client's program and arguments
 * @param capture what to capture, and when
 * @param size of the memory in bytes, for the queue at least, for the triple buffer at most; 0
 *     leaves it to the client, or is the default
 * @param interval pause between two rounds of captures
 * @param store how what was captured is kept
 * @param keep how many generations a replace store keeps
 * @param sync when a journal is synced
 * @param stats whether to print what the captures came to
 */
public record HostOptions(
    Path snapshot,
    List<String> command,
    Capture capture,
    long size,
    Duration interval,
    StoreKind store,
    int keep,
    JournalSync sync,
    boolean stats) {

  /** What to capture, and when. */
  public enum Capture {
    /** Images, continuously, by the queue protocol. */
    QUEUE,
    /** Increments, continuously, by the protocol of the triple buffer. */
    TRIPLE,
    /** Images, continuously, of a memory that is protected while it is copied. */
    REMAP,
    /** One image, when the client has ended, as the original does. */
    FINAL;

    /** As it is written on a command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the name of the store.
   *
   * @return the name of the snapshot, resolved
   * @throws IOException if it cannot be resolved
   */
  Path name() throws IOException {
    return ReplaceStore.resolve(snapshot);
  }

  /**
   * Returns the file of the store that people know.
   *
   * @return the snapshot, or the journal
   * @throws IOException if the name cannot be resolved
   */
  Path file() throws IOException {
    return store == StoreKind.JOURNAL ? JournalReader.file(name()) : name();
  }
}
