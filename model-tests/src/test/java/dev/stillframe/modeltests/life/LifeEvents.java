package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;

/** Lets events happen, and takes back those that a user would take back when told to. */
final class LifeEvents {
  private static final int FIRST_DATE = 20_260_000;
  private static final int BEYOND_ALL = 70_000_000;

  private final LifeWorld world;
  private final Planted planted;
  private final Path otherImage;
  private final ImageEvents images;
  private boolean isMemoryGone;
  private boolean isRecordGone;

  /**
   * Creates them.
   *
   * @param otherImage an image of another store, whose name ends with its generation
   */
  LifeEvents(LifeWorld world, Planted planted, Path otherImage) {
    this.world = world;
    this.planted = planted;
    this.otherImage = otherImage;
    this.images = new ImageEvents(world, planted);
  }

  /** Lets an event happen, where there is something that it can happen to. */
  void happen(Event event) throws Exception {
    try {
      act(event);
    } catch (FileSystemException e) {
      // It is not there, cannot be changed, or the host has just taken it away.
    }
  }

  private void act(Event event) throws Exception {
    switch (event) {
      case MEMORY_REMOVED -> loseMemory(null);
      case MEMORY_MOVED -> loseMemory(draft());
      case MEMORY_REPLACED -> replaceMemory();
      case RECORD_REMOVED -> isRecordGone |= Files.deleteIfExists(world.beside(".store"));
      case LOCK_REMOVED -> Files.deleteIfExists(world.beside(".lock"));
      case FOREIGN_TEXT -> plant(world.beside("." + number()), null);
      case FOREIGN_COPY ->
          plant(world.beside("." + (BEYOND_ALL + planted.next())), world.newestImage());
      case FOREIGN_IMAGE -> plant(world.beside(generation(otherImage)), otherImage);
      case FOREIGN_FOR_GENERATION -> replaceGeneration();
      case DIRECTORY_MOVED -> {
        Path before = world.snapshot().getParent();
        world.move();
        planted.moved(before, world.snapshot().getParent());
      }
      case SECOND_HOST -> throw new IllegalArgumentException("this is for who starts hosts");
      default -> images.happen(event);
    }
  }

  private Path draft() {
    return world.directory().resolve("planted-" + planted.next());
  }

  /** A number, or a date: below, or beyond, the generations that there will be. */
  private int number() {
    int next = planted.next();
    return next % 2 == 0 ? next : FIRST_DATE + next;
  }

  private void loseMemory(Path to) throws IOException {
    Optional<Path> memory = memory();
    if (memory.isPresent()) {
      isMemoryGone = true;
      if (to == null) {
        Files.delete(memory.get());
      } else {
        Files.move(memory.get(), to);
      }
    }
  }

  private Optional<Path> memory() throws IOException {
    for (Path file : world.memories()) {
      if (!planted.isMemory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private void replaceMemory() throws IOException {
    Optional<Path> memory = memory();
    if (memory.isPresent()) {
      isMemoryGone = true;
      Path other = Files.writeString(draft(), "a letter");
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
      planted.addMemory(other);
      Files.move(other, memory.get(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void plant(Path file, Path content) throws IOException {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      put(content, file, false);
    }
  }

  private void replaceGeneration() throws IOException {
    String prefix = world.snapshot() + ".";
    Optional<Path> oldest =
        world.stateFiles().stream()
            .filter(file -> file.toString().startsWith(prefix) && !planted.contains(file))
            .filter(file -> file.toString().substring(prefix.length()).matches("[0-9]{1,8}"))
            .min(Comparator.comparing(file -> Long.parseLong(generation(file).substring(1))));
    if (oldest.isPresent()) {
      images.touched();
      put(null, oldest.get(), true);
    }
  }

  /** It is remembered before it has its name: just then somebody may remove it. */
  private void put(Path content, Path file, boolean isInTheWay) throws IOException {
    Path draft = draft();
    if (content == null) {
      Files.writeString(draft, "a letter of " + file.getFileName());
    } else {
      Files.copy(content, draft);
    }
    planted.add(draft, file, isInTheWay);
    try {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      planted.forget(file);
      throw e;
    }
  }

  private static String generation(Path image) {
    String name = image.getFileName().toString();
    return name.substring(name.lastIndexOf('.'));
  }

  /** Takes back what stands in the way of a host; returns whether there was something. */
  boolean undo() throws Exception {
    return images.undo();
  }

  /** Returns what happens to images. */
  ImageEvents images() {
    return images;
  }

  /** Whether the names by which somebody is found were left alone since the last agreement. */
  boolean areNamesUntouched() {
    return !isMemoryGone && !isRecordGone;
  }

  /** Whether nothing is left that could tell what was lost. */
  boolean isAllKnowledgeGone() {
    return isRecordGone && (isMemoryGone || images.areTouched());
  }

  /** Begins anew: what was found, or written at the end, is what there is. */
  void agreed() throws IOException {
    isMemoryGone = false;
    isRecordGone = !Files.exists(world.beside(".store"));
    images.agreed();
  }
}
