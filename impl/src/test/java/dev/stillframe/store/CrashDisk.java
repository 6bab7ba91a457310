package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file system in memory that knows what SIGKILL and a power cut may leave of it: {@code
 * Storage.tla} with {@code Order = "any"}, operation for operation. After each operation, and after
 * each unit of a longer write, it calls back, so that a test can look at what a crash would leave
 * there.
 */
final class CrashDisk implements Disk {
  private static final int GONE = 0;

  private final int page;
  private final Map<Path, Integer> directory = new TreeMap<>();
  private final Map<Path, Integer> kept = new TreeMap<>();
  private final List<Map<Path, Integer>> operations = new ArrayList<>();
  private final Map<Integer, CrashFile> files = new HashMap<>();
  private int inodes;
  private Runnable observer = () -> {};
  private int failing = Integer.MAX_VALUE;

  /** An empty disk that writes pages, or sectors, as a whole. */
  CrashDisk(int page) {
    this.page = page;
  }

  /** Calls back after each operation from now on. */
  void observe(Runnable afterEach) {
    observer = afterEach;
  }

  /** Lets one operation fail: the one after so many more that succeed. */
  void failAfter(int successes) {
    failing = successes;
  }

  /** Tells whether the operation that was to fail has done so. */
  boolean hasFailed() {
    return failing < 0;
  }

  /** What SIGKILL leaves: everything, and what a later power cut may leave of it. */
  CrashDisk copy() {
    CrashDisk copy = new CrashDisk(page);
    copy.directory.putAll(directory);
    copy.kept.putAll(kept);
    operations.forEach(operation -> copy.operations.add(new HashMap<>(operation)));
    files.forEach((inode, file) -> copy.files.put(inode, file.copy()));
    copy.inodes = inodes;
    return copy;
  }

  /** All that a power cut may leave. */
  List<CrashDisk> afterCut() {
    Map<CrashFile, List<CrashFile>> left = new HashMap<>();
    List<CrashDisk> all = new ArrayList<>();
    for (Map<Path, Integer> names : directoriesAfterCut()) {
      List<CrashDisk> disks = new ArrayList<>(List.of(emptyWith(names)));
      for (int inode : new TreeSet<>(names.values())) {
        List<CrashFile> contents = left.computeIfAbsent(files.get(inode), CrashFile::afterCut);
        disks = withEach(disks, inode, contents);
      }
      all.addAll(disks);
    }
    return all;
  }

  private CrashDisk emptyWith(Map<Path, Integer> names) {
    CrashDisk disk = new CrashDisk(page);
    disk.directory.putAll(names);
    disk.kept.putAll(names);
    disk.inodes = inodes;
    return disk;
  }

  private static List<CrashDisk> withEach(
      List<CrashDisk> disks, int inode, List<CrashFile> contents) {
    List<CrashDisk> all = new ArrayList<>();
    for (CrashDisk disk : disks) {
      for (CrashFile content : contents) {
        CrashDisk one = disk.copy();
        one.files.put(inode, content.copy());
        all.add(one);
      }
    }
    return all;
  }

  /** Any subset of the operations since the last sync, in their order. */
  private Set<Map<Path, Integer>> directoriesAfterCut() {
    Set<Map<Path, Integer>> all = new LinkedHashSet<>(Set.of(kept));
    for (Map<Path, Integer> operation : operations) {
      for (Map<Path, Integer> before : List.copyOf(all)) {
        Map<Path, Integer> after = new TreeMap<>(before);
        apply(operation, after);
        all.add(after);
      }
    }
    return all;
  }

  private static void apply(Map<Path, Integer> operation, Map<Path, Integer> names) {
    operation.forEach(
        (name, inode) -> {
          if (inode == GONE) {
            names.remove(name);
          } else {
            names.put(name, inode);
          }
        });
  }

  /** Equal for disks of which everything is equal. */
  Object key() {
    Map<Path, Object> contents = new TreeMap<>();
    directory.forEach((name, inode) -> contents.put(name, List.of(inode, files.get(inode).key())));
    return List.of(contents, Map.copyOf(kept), List.copyOf(operations), inodes);
  }

  private void change(Map<Path, Integer> operation) {
    apply(operation, directory);
    operations.add(operation);
    observer.run();
  }

  private void mayFail() throws IOException {
    if (failing-- == 0) {
      throw new IOException("this operation was to fail");
    }
  }

  @Override
  public List<Path> list(Path path) {
    return List.copyOf(directory.keySet());
  }

  @Override
  public Optional<FileStatus> status(Path file) {
    Integer inode = directory.get(file);
    if (inode == null) {
      return Optional.empty();
    }
    int links = Collections.frequency(directory.values(), inode);
    return Optional.of(new FileStatus(inode, links, files.get(inode).size(), 0, 0));
  }

  private int inodeOf(Path file) throws NoSuchFileException {
    Integer inode = directory.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return inode;
  }

  private void requireFree(Path name) throws FileAlreadyExistsException {
    if (directory.containsKey(name)) {
      throw new FileAlreadyExistsException(name.toString());
    }
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    mayFail();
    requireFree(file);
    inodes++;
    files.put(inodes, new CrashFile(page));
    change(Map.of(file, inodes));
    return new Opened(files.get(inodeOf(file)));
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    return new Opened(files.get(inodeOf(file)));
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    mayFail();
    requireFree(name);
    change(Map.of(name, inodeOf(file)));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    mayFail();
    if (Objects.equals(directory.get(from), directory.get(to))) {
      return;
    }
    change(Map.of(to, inodeOf(from), from, GONE));
  }

  @Override
  public void unlink(Path name) throws IOException {
    mayFail();
    if (directory.containsKey(name)) {
      change(Map.of(name, GONE));
    }
  }

  @Override
  public void syncDirectory(Path path) throws IOException {
    mayFail();
    kept.clear();
    kept.putAll(directory);
    operations.clear();
    observer.run();
  }

  private final class Opened implements DiskFile {
    private final CrashFile file;

    Opened(CrashFile file) {
      this.file = file;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(ByteBuffer target, long at) {
      file.read(target, Math.toIntExact(at));
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      int position = Math.toIntExact(at);
      while (bytes.hasRemaining()) {
        mayFail();
        position = file.writeUnit(bytes, position);
        observer.run();
      }
    }

    @Override
    public void setSize(long size) throws IOException {
      mayFail();
      file.setSize(Math.toIntExact(size));
      observer.run();
    }

    @Override
    public void sync() throws IOException {
      try {
        mayFail();
      } catch (IOException e) {
        file.syncFails();
        observer.run();
        throw e;
      }
      file.sync();
      observer.run();
    }

    @Override
    public ByteBuffer map(long size) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
      file.read(bytes, 0);
      return bytes.clear().asReadOnlyBuffer();
    }

    @Override
    public void close() {}
  }
}
