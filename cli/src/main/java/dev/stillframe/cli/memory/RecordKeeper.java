package dev.stillframe.cli.memory;

import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.files.StoreRecord.Content;
import dev.stillframe.files.StoreRecord.Home;
import dev.stillframe.files.StoreRecord.Memory;
import dev.stillframe.store.Boot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the record of a store: reads what the last host has written, and writes at each step what
 * the next one would have to know.
 */
final class RecordKeeper {
  private static final UUID UNKNOWN = new UUID(0, 0);

  private final Path name;
  private final StoreRecord.Kind kind;
  private final Map<String, String> environment;
  private final Reports reports;
  private final RecordFile file;
  private final UUID boot;
  private final long mounts;
  private StoreRecord known;

  /**
   * Creates a keeper, which has not read the record yet.
   *
   * @param name of the store, resolved
   * @param kind of the store
   * @param environment of this process
   * @param reports who is told
   * @param file the record, locked
   */
  RecordKeeper(
      Path name,
      StoreRecord.Kind kind,
      Map<String, String> environment,
      Reports reports,
      RecordFile file)
      throws IOException {
    this.name = name;
    this.kind = kind;
    this.environment = environment;
    this.reports = reports;
    this.file = file;
    Boot current = Boot.current();
    boot = new UUID(current.high(), current.low());
    mounts = Namespaces.mounts();
  }

  /** Returns the record itself, which stays locked. */
  RecordFile record() {
    return file;
  }

  /** Reads the record, or the copy of it beside a memory. */
  void read() throws IOException {
    Home home = home();
    Optional<StoreRecord> found = file.read();
    if (found.isEmpty() || !isThere(found.get().memory())) {
      // It may not have been written, on a full disk, or be gone; each memory has a copy beside it.
      List<Path> copies = RuntimeDirectory.copies(environment);
      found = RuntimeDirectory.recordOf(copies, home.directory(), name, boot).or(file::last);
    }
    known =
        found
            .map(there -> new StoreRecord(there.identity(), kind, there.memory(), home))
            .orElseGet(() -> new StoreRecord(UNKNOWN, kind, Memory.NONE, home));
    if (found.isPresent() && isCopy(found.get().store(), home)) {
      known = known.with(Memory.NONE);
    }
  }

  private Home home() throws IOException {
    FileKey directory = FileKey.of(name.getParent()).orElseThrow();
    return new Home(directory, file.key().map(FileKey::inode).orElse(0L), name);
  }

  private static boolean isThere(Memory memory) throws IOException {
    return memory.path().isPresent()
        && FileKey.of(memory.path().get()).filter(memory.key()::equals).isPresent();
  }

  /** A copied directory has the record of another store, which may be alive where it was. */
  private boolean isCopy(Home written, Home here) throws IOException {
    if (written.record() == here.record() || written.name().equals(name)) {
      return false;
    }
    Path original = RecordFile.path(written.name());
    boolean isCopy =
        FileKey.of(original).filter(key -> key.inode() == written.record()).isPresent();
    if (isCopy) {
      reports.say(name + " is a copy of " + written.name() + ", whose memory is left alone");
    }
    return isCopy;
  }

  /** Returns the identity of the store, if it is known. */
  Optional<UUID> identity() {
    return Optional.of(known.identity()).filter(words -> !words.equals(UNKNOWN));
  }

  /** Returns what the record says of the memory. */
  Memory memory() {
    return known.memory();
  }

  /** Tells whether the record says so of this boot of the machine. */
  boolean isOfThisBoot() {
    return memory().boot().equals(boot) && !boot.equals(UNKNOWN);
  }

  /** Tells whether the record says so of this mount namespace. */
  boolean isOfTheseMounts() {
    return memory().mounts() == mounts;
  }

  /** Writes down where a memory is about to be made. */
  void beginning(Path memory) {
    known = known.with(made(memory));
    write();
  }

  /** Writes down that a memory is about to be replaced, so that nobody looks for that one. */
  void replacing(HostMemory memory, UUID identity) {
    Memory made = memory.clientPath().map(this::made).orElse(Memory.NONE);
    known = new StoreRecord(identity, kind, made, known.store());
    write();
  }

  private Memory made(Path file) {
    return new Memory(Content.MADE, boot, mounts, FileKey.NONE, Optional.of(file));
  }

  /** Writes down where the memory is, before a client may commit to it. */
  void using(HeldMemory held, UUID identity) throws IOException {
    Optional<Path> path = held.isNamed() ? Optional.of(held.path()) : Optional.empty();
    Memory used = new Memory(Content.USED, boot, mounts, held.key(), path);
    known = new StoreRecord(identity, kind, used, known.store());
    write();
    if (path.isPresent()) {
      RecordFile.writeCopy(RecordFile.path(path.get()), known);
    }
  }

  /** Writes down that all that the memory holds is on disk. */
  void saved() {
    known = known.with(known.memory().with(Content.SAVED));
    write();
  }

  /** Where the disk is full the host goes on: its locks last, and a copy is beside the memory. */
  private void write() {
    try {
      file.write(known);
    } catch (IOException e) {
      reports.trouble(
          "record " + e, "nothing can be written to the record: " + Reports.describe(e));
    }
  }
}
