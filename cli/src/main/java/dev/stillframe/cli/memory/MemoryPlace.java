package dev.stillframe.cli.memory;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.ClientPresence;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.files.StoreRecord.Content;
import dev.stillframe.files.StoreRecord.Home;
import dev.stillframe.files.StoreRecord.Memory;
import dev.stillframe.store.Boot;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the one memory of a store is, from wherever a host is started: the record beside the store
 * says so, and neither the runtime directory nor the path by which the store is called matters.
 */
public final class MemoryPlace implements Replacing, AutoCloseable {
  private static final UUID UNKNOWN = new UUID(0, 0);

  private final Path name;
  private final StoreRecord.Kind kind;
  private final Map<String, String> environment;
  private final Reports reports;
  private final UUID boot;
  private final long mounts;
  private final LockFile lock;
  private final RecordFile record;
  private StoreRecord known;
  private String lost;

  private MemoryPlace(
      Path name,
      StoreRecord.Kind kind,
      Map<String, String> environment,
      Reports reports,
      LockFile lock,
      RecordFile record)
      throws IOException {
    this.name = name;
    this.kind = kind;
    this.environment = environment;
    this.reports = reports;
    this.lock = lock;
    this.record = record;
    Boot current = Boot.current();
    boot = new UUID(current.high(), current.low());
    mounts = Namespaces.mounts();
  }

  /**
   * Locks the record of a store whose lock file this process has locked.
   *
   * @param name of the store, resolved
   * @param kind of the store
   * @param environment of this process
   * @param reports who is told
   * @return the place, to be closed by the host
   * @throws HostException if another host has the store
   * @throws IOException if the record cannot be locked or read
   */
  public static MemoryPlace of(
      Path name, StoreRecord.Kind kind, Map<String, String> environment, Reports reports)
      throws HostException, IOException {
    LockFile lock = LockFile.open(ClientPresence.lockPath(name));
    try {
      RecordFile record =
          RecordFile.lock(name)
              .orElseThrow(
                  () ->
                      new HostException(
                          name
                              + " is in use by another host: "
                              + RecordFile.path(name)
                              + " is locked, though "
                              + ClientPresence.lockPath(name).getFileName()
                              + " is not, so somebody has removed that. End that host, or choose"
                              + " another name"));
      return new MemoryPlace(name, kind, environment, reports, lock, record);
    } catch (HostException | IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Returns the lock file of the store.
   *
   * @return the lock, which this closes
   */
  public LockFile lock() {
    return lock;
  }

  /**
   * Returns the record of the store.
   *
   * @return the record, which this closes
   */
  public RecordFile record() {
    return record;
  }

  /**
   * Returns the identity of the store, as far as its record knows it.
   *
   * @return the identity, if it is known
   */
  public Optional<UUID> identity() {
    return Optional.of(known.identity()).filter(words -> !words.equals(UNKNOWN));
  }

  /**
   * Returns what was lost with a memory that is not there any more; empty if nothing was.
   *
   * @return which memory, for people
   */
  public Optional<String> lost() {
    return Optional.ofNullable(lost);
  }

  /**
   * Goes to the memory that the record names. Only where that is gone, a new one is begun, and the
   * record names it before it is made.
   *
   * @return where it is, or is to be made
   * @throws HostException if it cannot be reached, and a client may live there; or if it cannot be
   *     used
   * @throws IOException if something cannot be looked at
   */
  public HostMemory find() throws HostException, IOException {
    lost = null;
    Home home = home();
    Optional<StoreRecord> found = record.read();
    if (found.isEmpty() || !isThere(found.get().memory())) {
      // It may not have been written, on a full disk, or be gone; each memory has a copy beside it.
      found = RuntimeDirectory.recordOf(home.directory(), name, boot, environment).or(record::last);
    }
    known =
        found
            .map(there -> new StoreRecord(there.identity(), kind, there.memory(), home))
            .orElseGet(() -> new StoreRecord(UNKNOWN, kind, Memory.NONE, home));
    if (found.isPresent() && isCopy(found.get().store(), home)) {
      known = known.with(Memory.NONE);
    }
    Optional<HostMemory> inherited = InheritedMemory.of(environment);
    Optional<HostMemory> recorded = recorded(inherited);
    if (recorded.isPresent()) {
      if (inherited.isPresent() && recorded.get() != inherited.get()) {
        throw new HostException(
            name
                + " has a memory already, "
                + recorded.get().file()
                + ", and another one was passed as a descriptor: start the host once without that,"
                + " to bring to disk what the first one holds");
      }
      return recorded.get();
    }
    if (inherited.isPresent()) {
      return inherited.get();
    }
    requireNoClient("whose memory cannot be reached from here");
    return begin();
  }

  /**
   * Returns an identity that no other store has.
   *
   * @return two random words
   */
  public static UUID newIdentity() {
    SecureRandom random = new SecureRandom();
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static boolean isThere(Memory memory) throws IOException {
    return memory.path().isPresent()
        && FileKey.of(memory.path().get()).filter(memory.key()::equals).isPresent();
  }

  private Home home() throws IOException {
    FileKey directory = FileKey.of(name.getParent()).orElseThrow();
    return new Home(directory, record.key().map(FileKey::inode).orElse(0L), name);
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

  /** Returns the memory that the record names, if it is there; says what is lost if it is not. */
  private Optional<HostMemory> recorded(Optional<HostMemory> inherited)
      throws HostException, IOException {
    Memory memory = known.memory();
    if (memory.content() == Content.NONE) {
      return Optional.empty();
    }
    boolean isOfThisBoot = memory.boot().equals(boot) && !boot.equals(UNKNOWN);
    if (memory.path().isEmpty()) {
      boolean isPassed = inherited.isPresent() && inherited.get().key().equals(memory.key());
      if (!isPassed && isOfThisBoot) {
        lose("the one that was passed to the last host, and was not passed to this one");
      }
      return isPassed ? inherited : Optional.empty();
    }
    Path path = memory.path().get();
    Optional<FileKey> there = FileKey.of(path);
    boolean isMade = memory.key().equals(FileKey.NONE);
    boolean isIt = there.isPresent() && (isMade || there.get().equals(memory.key()));
    if (isIt) {
      return Optional.of(new OwnMemory(path, isOfThisBoot));
    }
    if (!isOfThisBoot) {
      lose(path + ", which went with an earlier boot of the machine");
    } else if (there.isPresent()) {
      lose(path + ", where another file is now");
    } else if (memory.mounts() != mounts) {
      lose(path + ", which is not there, or not in this mount namespace");
    } else {
      lose(path + ", which somebody has removed");
    }
    return Optional.empty();
  }

  private void lose(String which) {
    if (known.memory().content() == Content.USED) {
      lost = which;
    }
  }

  /**
   * Refuses to go on beside a client that has shown itself.
   *
   * @param which of the clients it would be
   * @throws HostException if there is one
   * @throws IOException if that cannot be found out
   */
  public void requireNoClient(String which) throws HostException, IOException {
    Optional<String> client = ClientPresence.find(lock, record.file());
    if (client.isPresent()) {
      throw new HostException(
          "a client of "
              + name
              + " lives, "
              + which
              + (lost == null ? "" : " (" + lost + ")")
              + ": "
              + client.get()
              + ". End that client first");
    }
  }

  private HostMemory begin() throws HostException, IOException {
    // What a killed host has begun is gone on with, so that it leaves no files behind.
    Optional<Path> begun =
        known.memory().content() == Content.MADE ? known.memory().path() : Optional.empty();
    boolean isUsable = begun.isPresent() && RuntimeDirectory.isPrivate(begun.get().getParent());
    Path file = isUsable ? begun.get() : RuntimeDirectory.newMemory(name, environment);
    OwnMemory memory = new OwnMemory(file, true);
    known = known.with(made(memory.file()));
    write();
    return memory;
  }

  /** Where the disk is full the host goes on: its locks last, and a copy is beside the memory. */
  private void write() {
    try {
      record.write(known);
    } catch (IOException e) {
      reports.trouble(
          "record " + e, "nothing can be written to the record: " + Reports.describe(e));
    }
  }

  private Memory made(Path file) {
    return new Memory(Content.MADE, boot, mounts, FileKey.NONE, Optional.of(file));
  }

  /** Writes down that a memory is about to be replaced, so that nobody looks for that one. */
  @Override
  public void replacing(HostMemory memory, UUID identity) {
    Memory made = memory.clientPath().map(this::made).orElse(Memory.NONE);
    known = new StoreRecord(identity, kind, made, known.store());
    write();
  }

  /**
   * Writes down where the memory is, before a client may commit to it.
   *
   * @param held the memory
   * @param identity that of the store
   * @throws IOException if no copy of the record can be made beside it
   */
  public void using(HeldMemory held, UUID identity) throws IOException {
    Optional<Path> path = held.isNamed() ? Optional.of(held.path()) : Optional.empty();
    Memory used = new Memory(Content.USED, boot, mounts, held.key(), path);
    known = new StoreRecord(identity, kind, used, known.store());
    write();
    if (path.isPresent()) {
      RecordFile.writeCopy(RecordFile.path(path.get()), known);
    }
  }

  /** Writes down that all that the memory holds is on disk. */
  public void saved() {
    known = known.with(known.memory().with(Content.SAVED));
    write();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      record.close();
    }
  }
}
