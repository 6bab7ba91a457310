package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disk of one process that is recorded: kills it before an operation, or lets one fail, as its
 * fate has it, and notes each operation and what came of it in the words of a spec. A write is one
 * operation for each page of the spec.
 */
class RecordingDisk implements Disk {
  @FunctionalInterface
  private interface Operation {
    void run() throws IOException;
  }

  private final Disk disk;
  private final FileWords words;
  private final RunLog log;
  private final String who;
  private final Fate fate;
  private int creates;

  RecordingDisk(Disk disk, FileWords words, RunLog log, String who, Fate fate) {
    this.disk = disk;
    this.words = words;
    this.log = log;
    this.who = who;
    this.fate = fate;
  }

  /** How many files it has created. */
  int creates() {
    return creates;
  }

  private void change(String does, String word, List<String> value, Operation operation)
      throws IOException {
    fate.next(does);
    try {
      if (fate.fails(does)) {
        if (disk instanceof CrashDisk crash) {
          crash.failAfter(0); // It knows what a sync that fails leaves.
        } else {
          throw new IOException("this operation was to fail");
        }
      }
      operation.run();
      log.operation(who, does, word, value, "done");
    } catch (IOException e) {
      log.operation(who, does, word, value, "failed");
      throw e;
    }
  }

  private void read(String does, String word, List<String> value) {
    log.operation(who, does, word, value, "read");
  }

  /** A file that the spec does not have keeps its name, which no action explains. */
  private String word(Path file) {
    return words.word(file).orElse(file.getFileName().toString());
  }

  private List<String> names(Stream<Path> files) {
    return RunLog.quoted(files.flatMap(file -> words.word(file).stream()).sorted());
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    fate.next("list");
    List<Path> files = disk.list(directory);
    read("list", "-", names(files.stream()));
    return files;
  }

  @Override
  public Optional<FileStatus> status(Path file) throws IOException {
    fate.next("inode");
    Optional<FileStatus> status = disk.status(file);
    Optional<Object> inode = status.map(FileStatus::inode);
    if (words.word(file).isPresent()) {
      read(
          "inode",
          word(file),
          inode.isEmpty() ? List.of() : names(namesOf(file.getParent(), inode)));
    }
    return status;
  }

  private Stream<Path> namesOf(Path directory, Optional<Object> inode) throws IOException {
    List<Path> names = new ArrayList<>();
    for (Path other : disk.list(directory)) {
      if (disk.inode(other).equals(inode)) {
        names.add(other);
      }
    }
    return names.stream();
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    List<DiskFile> created = new ArrayList<>();
    change("create", word(file), List.of(), () -> created.add(disk.create(file)));
    creates++;
    return new RecordedFile(created.get(0), file);
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    fate.next("open");
    if (words.word(file).isEmpty() && !writable) {
      return disk.open(file, false); // Whether it is another store's: the spec does not have it.
    }
    boolean isThere = disk.inode(file).isPresent();
    read("open", word(file), List.of(isThere ? "1" : "0"));
    return new RecordedFile(disk.open(file, writable), file);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    change("link", word(name), names(Stream.of(file)), () -> disk.link(file, name));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change("rename", word(to), names(Stream.of(from)), () -> disk.rename(from, to));
  }

  @Override
  public void unlink(Path name) throws IOException {
    change("unlink", word(name), List.of(), () -> disk.unlink(name));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    change("sync directory", "-", List.of(), () -> disk.syncDirectory(directory));
  }

  private final class RecordedFile implements DiskFile {
    private final DiskFile file;
    private final Path directory;
    private final Optional<Object> inode;

    RecordedFile(DiskFile file, Path path) throws IOException {
      this.file = file;
      this.directory = path.getParent();
      this.inode = disk.inode(path);
    }

    /** Returns the first of its names now; it may have lost all. */
    private String word() throws IOException {
      return namesOf(directory, inode)
          .flatMap(name -> words.word(name).stream())
          .sorted()
          .findFirst()
          .orElse("-");
    }

    @Override
    public long size() throws IOException {
      return file.size(); // Part of what every read tells.
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
      fate.next("read");
      file.read(target, at);
      RecordingDisk.this.read("read", word(), words.content(whole()));
    }

    private ByteBuffer whole() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(bytes, 0);
      return bytes.clear();
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      for (long from = at; bytes.hasRemaining(); ) {
        int length = (int) Math.min(words.unitEnd(from) - from, bytes.remaining());
        ByteBuffer unit = bytes.slice(bytes.position(), length);
        long start = from;
        change("write", word(), words.written(unit, start), () -> file.write(unit, start));
        bytes.position(bytes.position() + length);
        from += length;
      }
    }

    @Override
    public void setSize(long size) throws IOException {
      change("set size", word(), words.size(size), () -> file.setSize(size));
    }

    @Override
    public void sync() throws IOException {
      change("sync", word(), List.of(), file::sync);
    }

    @Override
    public ByteBuffer map(long size) throws IOException {
      fate.next("map");
      return file.map(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
