package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.files.FileKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What somebody does to the images of a store. */
final class ImageEvents {
  /** Takes something back. */
  @FunctionalInterface
  private interface Undo {
    void run() throws Exception;
  }

  private static final int PAGE = 4_096;

  private final LifeWorld world;
  private final Planted planted;
  private final Path backup;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private final Set<FileKey> spoiled = new HashSet<>();
  private int made;
  private boolean isTouched;

  ImageEvents(LifeWorld world, Planted planted) {
    this.world = world;
    this.planted = planted;
    this.backup = world.directory().resolve("backup");
  }

  /** Lets an event happen to the newest image. */
  void happen(Event event) throws Exception {
    Path image = world.newestImage();
    if (planted.isAt(image)) {
      return; // It is none.
    }
    switch (event) {
      case BACKUP_BY_LINK -> linkBackup(image);
      case BACKUP -> backUp(image);
      case PUT_BACK -> putBack(image);
      case PUT_BACK_BY_RENAME -> putBackByRename(image);
      case IMAGE_CUT -> spoil(image, channel -> channel.truncate(channel.size() / 2));
      case IMAGE_ZEROED -> spoil(image, ImageEvents::zeroPage);
      case IMAGE_REMOVED -> remove(image);
      case NAME_BLOCKED -> block(image);
      case NAME_IMMUTABLE -> makeImmutable(image);
      default -> throw new IllegalArgumentException("no event of images: " + event);
    }
  }

  private Path draft() {
    made++;
    return world.directory().resolve("image-" + made);
  }

  private void backUp(Path image) throws IOException {
    if (Files.isRegularFile(image, NOFOLLOW_LINKS)) {
      Files.copy(image, backup, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void linkBackup(Path image) throws IOException {
    Path link = draft();
    Files.createLink(link, image);
    undos.push(() -> Files.delete(link));
  }

  private void putBack(Path image) throws IOException {
    if (Files.exists(backup) && Files.isRegularFile(image)) {
      isTouched = true;
      FileKey.of(image).ifPresent(spoiled::add); // Its name says another generation now.
      Files.write(image, Files.readAllBytes(backup));
    }
  }

  private void putBackByRename(Path image) throws IOException {
    if (Files.exists(backup) && !Files.isDirectory(image)) {
      isTouched = true;
      Path copy = Files.copy(backup, draft());
      Files.move(copy, image, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Does something to a file. */
  @FunctionalInterface
  private interface Spoil {
    void run(FileChannel channel) throws IOException;
  }

  private void spoil(Path image, Spoil how) throws IOException {
    if (!Files.isRegularFile(image, NOFOLLOW_LINKS)) {
      return;
    }
    FileKey.of(image).ifPresent(spoiled::add);
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      how.run(channel);
    }
    isTouched = true;
  }

  private static void zeroPage(FileChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[PAGE]), channel.size() / PAGE / 2 * PAGE);
  }

  private void remove(Path image) throws IOException {
    if (Files.isRegularFile(image, NOFOLLOW_LINKS)) {
      FileKey key = FileKey.of(image).orElseThrow();
      for (Path file : world.stateFiles()) {
        if (FileKey.of(file).filter(key::equals).isPresent()) {
          Files.delete(file);
        }
      }
      isTouched = true;
    }
  }

  private void block(Path image) throws IOException {
    if (!Files.isRegularFile(image, NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = draft();
    Files.move(image, aside);
    Files.createDirectory(image);
    Files.writeString(image.resolve("letter"), "a letter");
    String suffix = image.toString().substring(world.snapshot().toString().length());
    undos.push(
        () -> {
          Path now = world.beside(suffix);
          Files.delete(now.resolve("letter"));
          Files.delete(now);
          Files.move(aside, now);
        });
  }

  private void makeImmutable(Path image) throws Exception {
    if (Files.isRegularFile(image, NOFOLLOW_LINKS) && change("+i", image)) {
      FileKey key = FileKey.of(image).orElseThrow();
      undos.push(
          () -> {
            for (Path file : world.stateFiles()) {
              if (FileKey.of(file).filter(key::equals).isPresent()) {
                change("-i", file);
              }
            }
          });
    }
  }

  private static boolean change(String flag, Path file) throws Exception {
    return new ProcessBuilder("/bin/sh", "-c", "chattr \"$@\" 2>&-", "sh", flag, file.toString())
            .start()
            .waitFor()
        == 0;
  }

  /** Takes back what stands in the way of a host; returns whether there was something. */
  boolean undo() throws Exception {
    boolean isAny = !undos.isEmpty();
    while (!undos.isEmpty()) {
      undos.pop().run();
    }
    return isAny;
  }

  /** Remembers that somebody has changed images. */
  void touched() {
    isTouched = true;
  }

  /** Whether this file was spoiled, so that nobody counts it as an image. */
  boolean isSpoiled(FileKey key) {
    return spoiled.contains(key);
  }

  /** Whether somebody has changed images since the last agreement. */
  boolean areTouched() {
    return isTouched;
  }

  /** Begins anew. */
  void agreed() {
    isTouched = false;
  }
}
