package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.files.FileKey;
import dev.stillframe.modeltests.chaos.BrokenClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in a world that are not its host's, and must stay as they are. */
final class Planted {
  private record Foreign(FileKey key, byte[] bytes, int links, boolean mayBePutAside) {}

  private final Map<Path, Foreign> foreign = new HashMap<>();
  private final Map<FileKey, Path> memories = new HashMap<>();
  private final Set<Path> aside = new HashSet<>();
  private int made;

  /** Returns a number that no planted file has in its name yet. */
  int next() {
    return ++made;
  }

  /**
   * Remembers a file as it is now, which is about to get another name.
   *
   * @param isInTheWay whether it takes a name of the store, which may put it aside
   */
  void add(Path now, Path later, boolean isInTheWay) throws IOException {
    foreign.put(later, look(now, isInTheWay));
  }

  /** Remembers a file that is about to get the name of the memory: it may get another one. */
  void addMemory(Path file) throws IOException {
    memories.put(FileKey.of(file).orElseThrow(), file);
  }

  boolean isMemory(Path file) throws IOException {
    return FileKey.of(file).filter(memories::containsKey).isPresent();
  }

  /** Forgets a file that has not got its name. */
  void forget(Path file) {
    foreign.remove(file);
  }

  /** Moves away those that a host names; returns whether there was one. */
  boolean moveAway(String said) throws IOException {
    boolean isAny = false;
    for (Path file : List.copyOf(foreign.keySet())) {
      Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "(?![0-9])");
      if (name.matcher(said).find() && isAt(file)) {
        Files.delete(file);
        foreign.remove(file);
        isAny = true;
      }
    }
    return isAny;
  }

  /** Whether one of them has this name still. */
  boolean isAt(Path file) throws IOException {
    return contains(file) && FileKey.of(file).filter(foreign.get(file).key()::equals).isPresent();
  }

  boolean contains(Path file) {
    return foreign.containsKey(file);
  }

  /** The directory of these files has another name now. */
  void moved(Path from, Path to) {
    List<Path> old = foreign.keySet().stream().filter(file -> file.startsWith(from)).toList();
    old.forEach(file -> foreign.put(to.resolve(from.relativize(file)), foreign.remove(file)));
    List<Path> kept = aside.stream().filter(file -> file.startsWith(from)).toList();
    aside.removeAll(kept);
    kept.forEach(file -> aside.add(to.resolve(from.relativize(file))));
  }

  private static Foreign look(Path file, boolean isInTheWay) throws IOException {
    int links = (int) Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS);
    return new Foreign(FileKey.of(file).orElseThrow(), Files.readAllBytes(file), links, isInTheWay);
  }

  /**
   * Requires that all of them are as they were, and that what a host has put aside is still there.
   *
   * @throws BrokenClaim if one is not
   */
  void check(LifeWorld world) throws IOException {
    for (Map.Entry<Path, Foreign> entry : Map.copyOf(foreign).entrySet()) {
      checkForeign(world, entry.getKey(), entry.getValue());
    }
    Set<FileKey> there = new HashSet<>();
    for (Path file : world.runtimeFiles()) {
      FileKey.of(file).ifPresent(there::add);
    }
    for (Map.Entry<FileKey, Path> entry : memories.entrySet()) {
      if (!there.contains(entry.getKey())) {
        throw new BrokenClaim("L3", entry.getValue() + ", which was no memory, is gone");
      }
    }
    checkAside(world);
  }

  private void checkForeign(LifeWorld world, Path file, Foreign then) throws IOException {
    Optional<Path> there = Optional.of(file).filter(path -> Files.exists(path, NOFOLLOW_LINKS));
    if (then.mayBePutAside()) {
      there = Optional.empty();
      for (Path other : world.stateFiles()) {
        if (FileKey.of(other).filter(then.key()::equals).isPresent()) {
          there = Optional.of(other);
        }
      }
    }
    if (there.isEmpty()) {
      throw new BrokenClaim("L1", file + ", a file of others, is gone");
    }
    Foreign now = look(there.get(), then.mayBePutAside());
    boolean isSame =
        now.key().equals(then.key())
            && (now.links() == then.links() || then.mayBePutAside())
            && Arrays.equals(now.bytes(), then.bytes());
    if (!isSame) {
      throw new BrokenClaim("L1", file + ", a file of others, is not what it was");
    }
  }

  private void checkAside(LifeWorld world) throws IOException {
    List<Path> now = new ArrayList<>();
    try (Stream<Path> all =
        Stream.concat(world.runtimeFiles().stream(), world.stateFiles().stream())) {
      all.filter(file -> file.toString().matches(".*\\.(aside|kept-[0-9]+)")).forEach(now::add);
    }
    Optional<Path> gone = aside.stream().filter(file -> !now.contains(file)).findFirst();
    if (gone.isPresent()) {
      throw new BrokenClaim("L3", gone.get() + ", which was put aside, is gone");
    }
    aside.addAll(now);
  }
}
