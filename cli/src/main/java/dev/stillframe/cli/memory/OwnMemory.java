package dev.stillframe.cli.memory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.files.AsideMemory;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.RecordFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/** A memory file that this host, or one before it, created in the runtime directory. */
public final class OwnMemory implements HostMemory {
  private static final String PRIVATE = "rw-------";

  private final Path file;
  private final boolean isOfThisBoot;

  /**
   * Creates it.
   *
   * @param file where it is, or is to be
   * @param isOfThisBoot whether no power cut can have torn what is there
   */
  public OwnMemory(Path file, boolean isOfThisBoot) {
    this.file = file;
    this.isOfThisBoot = isOfThisBoot;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Optional<Path> clientPath() {
    return Optional.of(file);
  }

  @Override
  public Optional<FileChannel> open(OpenOption... how) throws HostException, IOException {
    return isThere() ? Optional.of(PrivateFiles.open(file, how)) : Optional.empty();
  }

  /** Looks what is there; refuses all that cannot be the memory. */
  private boolean isThere() throws HostException, IOException {
    Optional<BasicFileAttributes> there = PrivateFiles.look(file, NOFOLLOW_LINKS);
    if (there.isEmpty()) {
      return false;
    }
    if (!there.get().isRegularFile()) {
      throw refused("it is not a regular file");
    }
    if (Owner.of(file) != Owner.current()) {
      throw refused("it belongs to another user");
    }
    String mode =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file, NOFOLLOW_LINKS));
    if (!mode.equals(PRIVATE)) {
      throw refused("it has mode " + mode + " instead of " + PRIVATE);
    }
    if ((int) Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS) != 1) {
      throw refused("it has a second name somewhere");
    }
    return true;
  }

  @Override
  public Optional<MemoryLock> lock() throws HostException, IOException {
    isThere();
    return MemoryLock.take(file);
  }

  private HostException refused(String why) {
    return new HostException(
        file + " cannot be the memory: " + why + ". Save what you need of it and remove it");
  }

  @Override
  public Optional<Draft> draft() throws IOException {
    boolean isThere = PrivateFiles.look(file, NOFOLLOW_LINKS).isPresent();
    return isThere ? Optional.empty() : Optional.of(new Draft(file));
  }

  @Override
  public FileKey key() throws IOException {
    return FileKey.of(file).orElse(FileKey.NONE);
  }

  @Override
  public Optional<NotKept> whyNotTrusted() {
    return isOfThisBoot
        ? Optional.empty()
        : Optional.of(
            NotKept.older(
                "the memory found there is of an earlier boot: a power cut may have torn it"));
  }

  @Override
  public boolean create(FileChannel existing, Optional<Image> image, long size, UUID identity)
      throws IOException {
    try (Draft draft = new Draft(file)) {
      MemoryContent.write(draft.channel(), image, size, identity);
      return draft.publish(existing);
    }
  }

  @Override
  public Optional<Path> putAside() throws IOException {
    return Optional.of(AsideMemory.move(file));
  }

  @Override
  public Optional<Path> copyAside(FileChannel channel) throws IOException {
    return Optional.of(AsideMemory.copy(channel, file));
  }

  @Override
  public void discard(MemoryLock lock) throws IOException {
    if (lock.discard()) {
      Files.deleteIfExists(RecordFile.path(file));
    }
  }
}
