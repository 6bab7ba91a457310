package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The files that a SIGKILL or a power cut may leave of a store after each of its operations, by the
 * enumeration with which {@link CrashTest} crashes it, and what the shipped classes find in them;
 * here because the simulated disk is private to its package.
 */
public final class CrashedFiles {
  /** The boot of the first life of a store; a power cut begins the next one. */
  public static final Boot FIRST_BOOT = new Boot(0x1111, 0x2222);

  private static final UUID IDENTITY = new UUID(3, 4);
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  /**
   * What a crash left.
   *
   * @param contents of the files, by their names; those that are one file have one array
   * @param isCut whether the power was cut: the boot is another one
   * @param generation what is found; 0 if nothing is
   * @param image what it holds, without a seal; null if nothing is found
   * @param why nothing is found: a class of error, or null if there is nothing at all
   * @param next generation that the next publication gets
   */
  public record Left(
      Map<String, byte[]> contents,
      boolean isCut,
      long generation,
      byte[] image,
      FormatException.Reason why,
      long next) {}

  private record Point(CrashDisk disk, boolean isCut) {}

  private final Path name;
  private final Set<Object> seen = new HashSet<>();

  private CrashedFiles(Path name) {
    this.name = name;
  }

  private interface Life {
    void run(CrashDisk disk, Boot boot) throws IOException;
  }

  /**
   * Publishes images in a replace store that keeps two generations, with a crash at each point, and
   * a second one at each point of the recovery from it.
   */
  public static List<Left> ofReplaceStore(Path name, List<byte[]> images) throws IOException {
    CrashedFiles crashed = new CrashedFiles(name);
    Life life =
        (disk, boot) -> {
          try (ReplaceStore store = ReplaceStore.open(disk, name, 2)) {
            crashed.publish(store, images);
          }
        };
    Life recovery =
        (disk, boot) -> {
          try (ReplaceStore store = ReplaceStore.open(disk, name, 2)) {
            store.recover();
          }
        };
    List<Left> all = new ArrayList<>();
    for (Point point : crashed.points(PAGE, life, recovery)) {
      all.add(crashed.replaced(point, images.get(0)));
    }
    CrashFile.Unit.forget();
    return all;
  }

  /** The same of a twin store, which is published in again after the first crash. */
  public static List<Left> ofTwinStore(Path name, List<byte[]> images, List<byte[]> again)
      throws IOException {
    CrashedFiles crashed = new CrashedFiles(name);
    List<Left> all = new ArrayList<>();
    for (Point point :
        crashed.points(
            PAGE,
            (disk, boot) -> crashed.publishTwin(disk, boot, images),
            (disk, boot) -> crashed.publishTwin(disk, boot, again))) {
      all.add(crashed.twin(point));
    }
    CrashFile.Unit.forget();
    return all;
  }

  private void publishTwin(CrashDisk disk, Boot boot, List<byte[]> images) throws IOException {
    try (TwinStore store = TwinStore.open(disk, name, Duration.ZERO, boot)) {
      publish(store, images);
    }
  }

  private void publish(Store store, List<byte[]> images) throws IOException {
    store.recover();
    for (byte[] image : images) {
      store.publish(ByteBuffer.allocateDirect(image.length).put(image).flip());
    }
  }

  /**
   * Appends batches to a journal, with a crash at each point, and a second one at each point of the
   * recovery from it.
   *
   * @return each file {@code name.journal} that is left
   */
  public static List<byte[]> ofJournal(Path name, JournalSync sync, List<List<StateRecord>> batches)
      throws IOException {
    CrashedFiles crashed = new CrashedFiles(name);
    Life recovery =
        (disk, boot) -> {
          try (Journal journal = Journal.open(disk, name, sync, () -> 77)) {
            journal.recover(IDENTITY);
          }
        };
    Life life =
        (disk, boot) -> {
          try (Journal journal = Journal.open(disk, name, sync, () -> 77)) {
            journal.recover(IDENTITY);
            for (List<StateRecord> batch : batches) {
              journal.append(batch);
            }
          }
        };
    List<byte[]> all = new ArrayList<>();
    for (Point point : crashed.points(SECTOR, life, recovery)) {
      byte[] file = crashed.contents(point.disk()).get(name.getFileName() + ".journal");
      if (file != null && all.stream().noneMatch(other -> Arrays.equals(other, file))) {
        all.add(file);
      }
    }
    CrashFile.Unit.forget();
    return all;
  }

  /** After one crash, and after a second one in the life that follows it. */
  private List<Point> points(int page, Life first, Life second) throws IOException {
    List<Point> all = new ArrayList<>();
    for (Point once : crashes(new CrashDisk(page), FIRST_BOOT, false, first)) {
      all.add(once);
      Boot boot = once.isCut() ? new Boot(FIRST_BOOT.high() + 1, 1) : FIRST_BOOT;
      all.addAll(crashes(once.disk().copy(), boot, once.isCut(), second));
    }
    return all;
  }

  /** Those that were not left by another crash before. */
  private List<Point> crashes(CrashDisk disk, Boot boot, boolean wasCut, Life life)
      throws IOException {
    List<CrashDisk> killed = new ArrayList<>();
    disk.observe(() -> killed.add(disk.copy()));
    killed.add(disk.copy());
    life.run(disk, boot);
    List<Point> left = new ArrayList<>();
    for (CrashDisk kill : killed) {
      // A boot that follows a boot is not told from this: in both, the mark is of another one.
      addNew(new Point(kill, wasCut), left);
      kill.afterCut().forEach(cut -> addNew(new Point(cut, true), left));
    }
    return left;
  }

  private void addNew(Point point, List<Point> points) {
    if (seen.add(List.of(point.disk().key(), point.isCut()))) {
      points.add(point);
    }
  }

  private Map<String, byte[]> contents(Disk disk) throws IOException {
    Map<Object, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Path path : disk.list(name.getParent())) {
      try (DiskFile file = disk.open(path, false)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(bytes, 0);
        contents.put(
            path.getFileName().toString(),
            files.computeIfAbsent(disk.inode(path).orElseThrow(), inode -> bytes.array()));
      }
    }
    return contents;
  }

  private Left replaced(Point point, byte[] following) throws IOException {
    Map<String, byte[]> contents = contents(point.disk());
    Search search = Snapshots.newest(point.disk(), name);
    long generation = search.found().map(Found::generation).orElse(0L);
    byte[] image = null;
    if (search.found().isPresent()) {
      image = bytes(Snapshots.load(point.disk(), search.found().get()));
    }
    FormatException.Reason why =
        search.rejected().isEmpty() ? null : FormatException.Reason.SEAL_BROKEN;
    try (ReplaceStore store = ReplaceStore.open(point.disk().copy(), name, 2)) {
      store.recover();
      long next = store.publish(ByteBuffer.allocateDirect(following.length).put(following).flip());
      return new Left(contents, point.isCut(), generation, image, why, next);
    }
  }

  private Left twin(Point point) throws IOException {
    Map<String, byte[]> contents = contents(point.disk());
    Boot boot = point.isCut() ? new Boot(FIRST_BOOT.high() + 2, 1) : FIRST_BOOT;
    try (TwinReader reader = TwinReader.open(point.disk(), name, boot)) {
      reader.look();
      return new Left(contents, point.isCut(), reader.generation(), bytes(reader.image()), null, 0);
    } catch (FormatException e) {
      return new Left(contents, point.isCut(), 0, null, e.reason(), 0);
    }
  }

  private static byte[] bytes(ByteBuffer image) {
    ByteBuffer copy = ByteBuffer.allocate(image.remaining()).put(image).flip();
    if (copy.capacity() >= Seal.END) {
      Seal.remove(copy);
    }
    return copy.array();
  }
}
