package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.memory.RemapLayout;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.TwinStore;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  /** The bits of a file's mode that say of what kind it is (inode(7)). */
  private static final int KIND = 0xf000;

  private static final int REGULAR = 0x8000;

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
    List<? extends Inspected> found = inspect(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(found.size() == 1 ? found.get(0) : found));
    } else {
      found.forEach(one -> one.print(out));
    }
    out.flush();
    return found.stream().anyMatch(Inspected::restorable) ? 0 : 1;
  }

  /** Looks at a file, or at what a store keeps under a name. */
  private static List<? extends Inspected> inspect(Path file) throws IOException {
    if (!Files.exists(file)) {
      List<Path> images = TwinStore.images(file);
      if (Files.exists(images.get(0))) {
        return List.of(ofKind(images.get(0)), ofKind(images.get(1)));
      }
      Path journal = JournalReader.file(file);
      if (Files.exists(journal)) {
        return List.of(JournalInspection.of(journal));
      }
      throw new NoSuchFileException(
          file.toString(), null, "no such snapshot, journal or memory: is the name right?");
    }
    return List.of(ofKind(file));
  }

  static Inspected ofKind(Path file) throws IOException {
    requireRegular(file);
    long version = version(file);
    if (version == JournalContents.VERSION) {
      return JournalInspection.of(file);
    }
    if (version == RemapLayout.VERSION) {
      return RemapInspection.of(file);
    }
    return version == TripleLayout.VERSION ? TripleInspection.of(file) : Inspection.of(file);
  }

  /** Opening a FIFO waits for a writer, and a device may answer with anything. */
  private static void requireRegular(Path file) throws IOException {
    int kind = (int) Files.getAttribute(file, "unix:mode") & KIND;
    if (kind != REGULAR) {
      throw new IOException(
          file + ": is " + kind(kind) + "; name a snapshot, a journal or a memory file");
    }
  }

  private static String kind(int kind) {
    return switch (kind) {
      case 0x1000 -> "a FIFO";
      case 0x2000 -> "a character device";
      case 0x4000 -> "a directory";
      case 0x6000 -> "a block device";
      case 0xc000 -> "a socket";
      default -> "no regular file";
    };
  }

  /** Returns the first word of a file, which says of what kind it is; 0 if it has none. */
  private static long version(Path file) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, READ)) {
      channel.read(word, 0);
    }
    return word.hasRemaining() ? 0 : word.getLong(0);
  }

  private static String asJson(Object found) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(found);
  }
}
