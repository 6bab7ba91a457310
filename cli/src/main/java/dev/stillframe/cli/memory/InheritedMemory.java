package dev.stillframe.cli.memory;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.supervise.ParentShell;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A memory file that whoever started this host passed to it; it stays theirs. */
final class InheritedMemory implements HostMemory {
  private static final int ACCESS_MODE = 3;
  private static final int READ_AND_WRITE = 2;

  private final Path file;

  private InheritedMemory(Path file) {
    this.file = file;
  }

  /**
   * Returns the memory that was passed to this process, if any.
   *
   * @throws HostException if other descriptors were passed: they would be lost, because Java closes
   *     in a child whatever it does not know
   */
  static Optional<HostMemory> of(Map<String, String> environment) throws HostException {
    String pid = environment.getOrDefault("LISTEN_PID", "");
    String count = environment.getOrDefault("LISTEN_FDS", "0");
    boolean isForUs = pid.equals(Long.toString(ParentShell.pid()));
    // What another host has handed over is for its client, and is the memory of its store.
    boolean isOfAHost = !environment.getOrDefault(Handover.SNAPSHOT, "").isEmpty();
    if (!isForUs || isOfAHost || count.equals("0")) {
      return Optional.empty();
    }
    // Behind a launcher it was passed to the launcher's process.
    Map<String, String> ours = new HashMap<>(environment);
    ours.remove("LISTEN_PID");
    Optional<Integer> descriptor = Handover.descriptor(ours);
    if (!count.equals("1") || descriptor.isEmpty()) {
      throw new HostException(
          String.format(
                  Locale.ROOT,
                  "LISTEN_FDS=%s with LISTEN_FDNAMES=%s: only one descriptor, named %s, can be handed on;",
                  count,
                  environment.get("LISTEN_FDNAMES"),
                  Handover.FD_NAME)
              + " pass just that one, or none");
    }
    requireWritable(descriptor.get());
    return Optional.of(new InheritedMemory(Path.of("/proc/self/fd/" + descriptor.get())));
  }

  /** Whatever else is open there may be any file, also one of the Java virtual machine. */
  private static void requireWritable(int descriptor) throws HostException {
    boolean isWritable;
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/fdinfo/" + descriptor))) {
      isWritable =
          lines
              .filter(line -> line.startsWith("flags:"))
              .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
              .anyMatch(flags -> (flags & ACCESS_MODE) == READ_AND_WRITE);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      isWritable = false;
    }
    if (!isWritable) {
      throw new HostException(
          "descriptor "
              + descriptor
              + ", passed as "
              + Handover.FD_NAME
              + ", is not open for reading and writing: pass the memory, or unset LISTEN_FDS");
    }
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Optional<Path> clientPath() {
    return Optional.empty();
  }

  @Override
  public Optional<FileChannel> open(OpenOption... how) throws HostException, IOException {
    if (!Files.isRegularFile(file)) {
      throw new HostException(
          file + ", passed as " + Handover.FD_NAME + ", is not an open regular file or memfd");
    }
    return Optional.of(FileChannel.open(file, how));
  }

  @Override
  public Optional<MemoryLock> lock() throws IOException {
    return MemoryLock.take(file);
  }

  @Override
  public Optional<Draft> draft() {
    return Optional.empty();
  }

  @Override
  public FileKey key() throws IOException {
    return FileKey.following(file).orElse(FileKey.NONE);
  }

  @Override
  public Optional<NotKept> whyNotTrusted() {
    return Optional.empty();
  }

  /** It stays where it is, whatever that may be. */
  @Override
  public Optional<Path> putAside() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> copyAside(FileChannel channel) {
    return Optional.empty();
  }

  /**
   * In place, since a descriptor cannot be replaced; a host that is killed here leaves a memory
   * that nobody takes for one, and the next one fills it again. Nothing is truncated.
   */
  @Override
  public boolean create(FileChannel existing, Optional<Image> image, long size, UUID identity)
      throws IOException {
    MemoryContent.overwrite(existing, image, size, identity);
    return true;
  }

  /** Nothing: whoever passed the memory keeps it. */
  @Override
  public void discard(MemoryLock lock) {}
}
