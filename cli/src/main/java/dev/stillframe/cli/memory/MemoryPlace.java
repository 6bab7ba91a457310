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
import dev.stillframe.files.StoreRecord.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the one memory of a store is, from wherever a host is started: the record beside the store
 * says so, and neither the runtime directory nor the path by which the store is called matters.
 */
public final class MemoryPlace implements Replacing, AutoCloseable {
  private final Path name;
  private final Map<String, String> environment;
  private final LockFile lock;
  private final RecordKeeper keeper;
  private String lost;
  private Path begun;

  private MemoryPlace(
      Path name, Map<String, String> environment, LockFile lock, RecordKeeper keeper) {
    this.name = name;
    this.environment = environment;
    this.lock = lock;
    this.keeper = keeper;
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
      return new MemoryPlace(
          name, environment, lock, new RecordKeeper(name, kind, environment, reports, record));
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
    return keeper.record();
  }

  /**
   * Returns the identity of the store, as far as its record knows it.
   *
   * @return the identity, if it is known
   */
  public Optional<UUID> identity() {
    return keeper.identity();
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
   * Hears that people have been told of what was lost. Until then the record speaks of the lost
   * memory: a start that is refused or killed before has told nobody.
   */
  public void told() {
    if (begun != null) {
      keeper.beginning(begun);
      begun = null;
    }
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
    keeper.read();
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

  /** Returns the memory that the record names, if it is there; says what is lost if it is not. */
  private Optional<HostMemory> recorded(Optional<HostMemory> inherited)
      throws HostException, IOException {
    Memory memory = keeper.memory();
    if (memory.content() == Content.NONE) {
      return Optional.empty();
    }
    boolean isOfThisBoot = keeper.isOfThisBoot();
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
    } else if (!keeper.isOfTheseMounts()) {
      lose(path + ", which is not there, or not in this mount namespace");
    } else {
      lose(path + ", which somebody has removed");
    }
    return Optional.empty();
  }

  private void lose(String which) {
    if (keeper.memory().content() == Content.USED) {
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
    Optional<String> client = ClientPresence.find(lock, keeper.record().file());
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
    Optional<Path> made =
        keeper.memory().content() == Content.MADE ? keeper.memory().path() : Optional.empty();
    boolean isUsable = made.isPresent() && RuntimeDirectory.isPrivate(made.get().getParent());
    Path file = isUsable ? made.get() : RuntimeDirectory.newMemory(name, environment);
    OwnMemory memory = new OwnMemory(file, true);
    if (lost == null) {
      keeper.beginning(memory.file());
    } else {
      begun = memory.file();
    }
    return memory;
  }

  /** Writes down that a memory is about to be replaced, so that nobody looks for that one. */
  @Override
  public void replacing(HostMemory memory, UUID identity) {
    keeper.replacing(memory, identity);
  }

  /**
   * Writes down where the memory is, before a client may commit to it.
   *
   * @param held the memory
   * @param identity that of the store
   * @throws IOException if no copy of the record can be made beside it
   */
  public void using(HeldMemory held, UUID identity) throws IOException {
    keeper.using(held, identity);
  }

  /** Writes down that all that the memory holds is on disk. */
  public void saved() {
    keeper.saved();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      keeper.record().close();
    }
  }
}
