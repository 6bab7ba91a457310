package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.files.FileKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lets events happen, and takes back those that a user would take back when told to. */
final class LifeEvents {
  /** Takes something back. */
  @FunctionalInterface
  private interface Undo {
    void run() throws Exception;
  }

  private static final int PAGE = 4_096;

  private final LifeWorld world;
  private final Planted planted;
  private final Path otherImage;
  private final Path backup;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private final Set<FileKey> spoiled = new HashSet<>();
  private boolean isMemoryGone;
  private boolean isRecordGone;
  private boolean isImageGone;
  private boolean isSetBack;

  /**
   * Creates them.
   *
   * @param otherImage an image of another store, whose name ends with its generation
   */
  LifeEvents(LifeWorld world, Planted planted, Path otherImage) {
    this.world = world;
    this.planted = planted;
    this.otherImage = otherImage;
    this.backup = world.directory().resolve("backup");
  }

  /** Lets an event happen, where there is something that it can happen to. */
  void happen(Event event) throws Exception {
    try {
      act(event);
    } catch (NoSuchFileException e) {
      // It is not there, or the host has just taken it away.
    }
  }

  private void act(Event event) throws Exception {
    Path name = world.snapshot();
    Path image = world.newestImage();
    Optional<Path> memory = world.memory();
    switch (event) {
      case MEMORY_REMOVED -> loseMemory(memory, null);
      case MEMORY_MOVED -> loseMemory(memory, world.directory().resolve("moved-" + planted.next()));
      case MEMORY_REPLACED -> replaceMemory(memory);
      case RECORD_REMOVED -> isRecordGone |= Files.deleteIfExists(world.beside(".store"));
      case LOCK_REMOVED -> Files.deleteIfExists(world.beside(".lock"));
      case FOREIGN_TEXT -> plant(world.beside("." + number()), null);
      case FOREIGN_COPY -> plant(world.beside("." + (70_000_000 + planted.next())), name);
      case FOREIGN_IMAGE -> plant(world.beside(generation(otherImage)), otherImage);
      case FOREIGN_FOR_GENERATION -> replaceGeneration();
      case BACKUP_BY_LINK -> linkBackup(image);
      case BACKUP -> Files.copy(image, backup, StandardCopyOption.REPLACE_EXISTING);
      case PUT_BACK -> putBack(image);
      case PUT_BACK_BY_RENAME -> putBackByRename(image);
      case IMAGE_CUT -> spoil(image, channel -> channel.truncate(channel.size() / 2));
      case IMAGE_ZEROED -> spoil(image, LifeEvents::zeroPage);
      case IMAGE_REMOVED -> removeImage(image);
      case NAME_BLOCKED -> block(image);
      case NAME_IMMUTABLE -> makeImmutable(image);
      case DIRECTORY_MOVED -> {
        Path before = name.getParent();
        world.move();
        planted.moved(before, world.snapshot().getParent());
      }
      case SECOND_HOST -> throw new IllegalArgumentException("this is for who starts hosts");
    }
  }

  /** A number, or a date: below, or beyond, the generations that there will be. */
  private int number() {
    int next = planted.next();
    return next % 2 == 0 ? next : 20_260_000 + next;
  }

  private void loseMemory(Optional<Path> memory, Path to) throws IOException {
    if (memory.isPresent()) {
      if (to == null) {
        Files.delete(memory.get());
      } else {
        Files.move(memory.get(), to);
      }
      isMemoryGone = true;
    }
  }

  private void replaceMemory(Optional<Path> memory) throws IOException {
    if (memory.isPresent()) {
      Path other = world.directory().resolve("planted-" + planted.next());
      Files.write(other, new byte[PAGE]);
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
      Files.move(other, memory.get(), StandardCopyOption.REPLACE_EXISTING);
      planted.addMemory(memory.get());
      isMemoryGone = true;
    }
  }

  private void plant(Path file, Path content) throws IOException {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      put(content, file);
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
      isImageGone = true;
      put(null, oldest.get());
    }
  }

  /** It is remembered before it has its name: just then somebody may remove it. */
  private void put(Path content, Path file) throws IOException {
    Path draft = world.directory().resolve("planted-" + planted.next());
    if (content == null) {
      Files.writeString(draft, "a letter of " + file.getFileName());
    } else {
      Files.copy(content, draft);
    }
    planted.add(draft, file);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String generation(Path image) {
    String name = image.getFileName().toString();
    return name.substring(name.lastIndexOf('.'));
  }

  private void linkBackup(Path name) throws IOException {
    Path link = world.directory().resolve("linked-" + planted.next());
    Files.createLink(link, name);
    undos.push(() -> Files.delete(link));
  }

  private void putBack(Path name) throws IOException {
    if (Files.exists(backup) && Files.isRegularFile(name)) {
      setBack(name);
      Files.write(name, Files.readAllBytes(backup));
    }
  }

  private void putBackByRename(Path name) throws IOException {
    if (Files.exists(backup) && !Files.isDirectory(name)) {
      setBack(name);
      Path copy = Files.copy(backup, world.directory().resolve("planted-" + planted.next()));
      Files.move(copy, name, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Of two twins nobody knows which one is put back. */
  private void setBack(Path name) throws IOException {
    boolean isOlder = !Files.exists(name) || Files.mismatch(name, backup) >= 0;
    isSetBack |= isOlder && name.equals(world.snapshot());
    isImageGone = true;
  }

  /** Does something to a file. */
  @FunctionalInterface
  private interface Spoil {
    void run(FileChannel channel) throws IOException;
  }

  private void spoil(Path name, Spoil how) throws IOException {
    if (!Files.isRegularFile(name, NOFOLLOW_LINKS)) {
      return;
    }
    FileKey.of(name).ifPresent(spoiled::add);
    try (FileChannel channel = FileChannel.open(name, StandardOpenOption.WRITE)) {
      how.run(channel);
    }
    isImageGone = true;
  }

  private static void zeroPage(FileChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[PAGE]), channel.size() / PAGE / 2 * PAGE);
  }

  private void removeImage(Path name) throws IOException {
    if (Files.isRegularFile(name, NOFOLLOW_LINKS)) {
      FileKey image = FileKey.of(name).orElseThrow();
      for (Path file : world.stateFiles()) {
        if (FileKey.of(file).filter(image::equals).isPresent()) {
          Files.delete(file);
        }
      }
      isImageGone = true;
    }
  }

  private void block(Path name) throws IOException {
    if (!Files.isRegularFile(name, NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = world.directory().resolve("blocked-" + planted.next());
    Files.move(name, aside);
    Files.createDirectory(name);
    Files.writeString(name.resolve("letter"), "a letter");
    String suffix = name.toString().substring(world.snapshot().toString().length());
    undos.push(
        () -> {
          Path now = world.beside(suffix);
          Files.delete(now.resolve("letter"));
          Files.delete(now);
          Files.move(aside, now);
        });
  }

  private void makeImmutable(Path name) throws Exception {
    if (Files.isRegularFile(name, NOFOLLOW_LINKS) && change("+i", name)) {
      FileKey image = FileKey.of(name).orElseThrow();
      undos.push(
          () -> {
            for (Path file : world.stateFiles()) {
              if (FileKey.of(file).filter(image::equals).isPresent()) {
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

  /** Whether this file was spoiled, so that nobody counts it as an image. */
  boolean isSpoiled(FileKey key) {
    return spoiled.contains(key);
  }

  /** Whether the names by which somebody is found were left alone since the last agreement. */
  boolean areNamesUntouched() {
    return !isMemoryGone && !isRecordGone;
  }

  /** Whether nothing is left that could tell what was lost. */
  boolean isAllKnowledgeGone() {
    return isRecordGone && (isMemoryGone || isImageGone);
  }

  /** Whether somebody has changed images since the last agreement. */
  boolean areImagesTouched() {
    return isImageGone;
  }

  /** Whether an older copy has taken the place of the snapshot. */
  boolean isSetBack() {
    return isSetBack;
  }

  /** Begins anew: what was found, or written at the end, is what there is. */
  void agreed() throws IOException {
    isMemoryGone = false;
    isRecordGone = !Files.exists(world.beside(".store"));
    isImageGone = false;
    isSetBack = false;
  }
}
