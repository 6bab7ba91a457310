package dev.stillframe.cli;

import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A memory file that whoever started this host passed to it; it stays theirs. */
final class InheritedMemory implements HostMemory {
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
    String pid = environment.get("LISTEN_PID");
    String count = environment.getOrDefault("LISTEN_FDS", "0");
    boolean isForUs = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    if (!isForUs || count.equals("0")) {
      return Optional.empty();
    }
    Optional<Integer> descriptor = Handover.descriptor(environment);
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
    return Optional.of(new InheritedMemory(Path.of("/proc/self/fd/" + descriptor.get())));
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
  public Optional<Draft> draft() {
    return Optional.empty();
  }

  /**
   * In place, since a descriptor cannot be replaced; a host that is killed here leaves a memory
   * that nobody takes for one, and the next one fills it again. Nothing is truncated.
   */
  @Override
  public boolean create(FileChannel existing, Optional<Image> image, long size) throws IOException {
    MemoryContent.overwrite(existing, image, size);
    return true;
  }

  /** Nothing: whoever passed the memory keeps it. */
  @Override
  public void discard() {}
}
