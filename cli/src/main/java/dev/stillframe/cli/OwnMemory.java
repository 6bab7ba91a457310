package dev.stillframe.cli;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A memory file that this host, or one before it, created in the runtime directory. */
final class OwnMemory implements HostMemory {
  private static final String PRIVATE = "rw-------";

  private final Path file;

  OwnMemory(Path file) {
    this.file = file;
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
    Optional<BasicFileAttributes> there = PrivateFiles.look(file, NOFOLLOW_LINKS);
    if (there.isEmpty()) {
      return Optional.empty();
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
    return Optional.of(PrivateFiles.open(file, how));
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
  public boolean create(FileChannel existing, Optional<Image> image, long size) throws IOException {
    try (Draft draft = new Draft(file)) {
      MemoryContent.write(draft.channel(), image, size);
      return draft.publish(existing);
    }
  }

  @Override
  public void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
