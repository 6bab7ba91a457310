package dev.stillframe.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshot of a sieve of remap capture: how far that was, as its sequence word says.
 *
 * @param command what runs stillframe
 * @param name of the snapshot
 */
record RemapSnapshot(List<String> command, Path name) {
  /** Numbers that the sieve writes in one transaction. */
  private static final long SEGMENT = 1 << 12;

  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\"\\s*:\\s*([0-9]+)");

  /** What the last transaction of a sieve leaves. */
  static long lastBelow(long limit) {
    return limit / SEGMENT * SEGMENT;
  }

  /**
   * Asks {@code stillframe inspect}.
   *
   * @return the progress; 0 if there is no snapshot
   * @throws IOException if that is no answer: the snapshot is damaged, or not of this kind
   */
  long progress() throws IOException, InterruptedException {
    if (!Files.exists(name)) {
      return 0;
    }
    List<String> inspect = new ArrayList<>(command);
    inspect.addAll(List.of("inspect", "--json", name.toString()));
    Process process = new ProcessBuilder(inspect).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    Matcher sequence = SEQUENCE.matcher(said);
    if (process.waitFor() != 0 || !sequence.find()) {
      throw new IOException("the snapshot is not restorable: " + said);
    }
    // One more at the begin of a transaction, and one more at its end.
    return Long.parseLong(sequence.group(1)) / 2 * SEGMENT;
  }
}
