package dev.stillframe.cli.command;

import dev.stillframe.cli.inspect.ListedMemory;
import dev.stillframe.files.AsideMemory;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.RecordFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillframe discard}: removes a memory that nobody will start again. */
@Command(
    name = "discard",
    description = {
      "Removes a memory of this user that list shows. One that is in use is never removed; one that"
          + " is newer than its snapshot only with --newer.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was removed",
      "1:it is in use, or newer than its snapshot: nothing was removed",
      "2:it is no memory of this user, or the command line is wrong"
    },
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DiscardCommand implements Callable<Integer> {
  @Option(
      names = "--newer",
      description = "Remove it also if it holds what its snapshot has not: that is lost then.")
  private boolean newer;

  @Parameters(paramLabel = "MEMORY", description = "Path of a memory, as list shows it.")
  private Path memory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path file = memory.toAbsolutePath().normalize();
    boolean isListed =
        ListedMemory.all(System.getenv()).stream()
            .anyMatch(found -> found.memory().equals(file.toString()));
    if (!isListed) {
      throw new IOException(file + ": no memory of this user: see stillframe list");
    }
    PrintWriter err = spec.commandLine().getErr();
    // Looked at before it is locked: the look opens and closes it, which drops locks.
    ListedMemory found = ListedMemory.of(file);
    if (found.state().equals(ListedMemory.IN_USE)) {
      err.println("stillframe: " + file + " is in use: end its client and its host first");
      return 1;
    }
    if (found.state().equals(ListedMemory.NEWER) && !newer) {
      err.printf(
          Locale.ROOT,
          "stillframe: %s goes up to %s, its snapshot up to %s: start its host again to keep that, or"
              + " say --newer to lose it%n",
          file,
          found.holds() == null ? "something that cannot be read" : found.holds(),
          found.saved() == null ? "nothing" : found.saved());
      return 1;
    }
    return remove(file, err);
  }

  private static int remove(Path file, PrintWriter err) throws IOException {
    try (MemoryLock lock = MemoryLock.take(file).orElse(null)) {
      if (lock == null || !lock.discard()) {
        err.println("stillframe: " + file + " is in use: end its client and its host first");
        return 1;
      }
      if (AsideMemory.memoryOf(file).isEmpty()) {
        Files.deleteIfExists(RecordFile.path(file));
      }
      return 0;
    }
  }
}
