package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.files.FileLocks;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the host. What it does in which order, and why a SIGKILL between any two steps loses
 * nothing that was committed:
 *
 * <ol>
 *   <li>lock the store: there is one host for a snapshot, and so for its memory file
 *   <li>recover the store
 *   <li>prepare the memory file ({@link Preparation}). A memory that a living client has locked is
 *       left alone; one that is not older than the snapshot is kept, and this is what a host that
 *       is killed at any later step leaves behind; anything else is replaced by a rename
 *   <li>start the client. A host that is killed now leaves either a client whose shell could not
 *       open the host's descriptor and gave up, or one that goes on alone, in a memory that the
 *       next host keeps by the rule above
 *   <li>capture and publish while the client runs
 *   <li>when it has ended, lock the memory and publish the last state: now memory and snapshot are
 *       equal
 *   <li>remove the memory file; only now, and only if it could be locked
 * </ol>
 *
 * <p>A host that found a living client captures for it; when the client's lock drops, it goes on at
 * step 4. A client of the original takes no lock, so a restarted host cannot know of it.
 */
final class Host {
  /** How often a client of another host is looked for, if captures are rarer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final HostOptions options;
  private final Map<String, String> environment;
  private final Reports reports;

  Host(HostOptions options, Map<String, String> environment, Reports reports) {
    this.options = options;
    this.environment = environment;
    this.reports = reports;
  }

  /** Runs until the client has ended; returns the exit code. */
  int run() throws Exception {
    Executable.require(options.command().get(0), environment.get("PATH"));
    Signals signals = Signals.listen();
    try (Store store = options.store().open(options.snapshot(), options.keep())) {
      Path snapshot = ReplaceStore.resolve(options.snapshot());
      Snapshot.Recovery recovery = Snapshot.recover(store, reports);
      HostMemory memory = memory(snapshot);
      new Preparation(memory, recovery, options.size(), reports).run();
      try (FileChannel channel = memory.open(READ).orElseThrow()) {
        Statistics statistics = new Statistics();
        MemoryView view = new MemoryView(channel, statistics);
        Captures captures = new Captures(view, store, statistics, reports);
        int code = serve(snapshot, memory, channel, captures, signals);
        if (options.stats()) {
          reports.say("stats: " + statistics);
        }
        return code;
      }
    }
  }

  private HostMemory memory(Path snapshot) throws HostException, IOException {
    Optional<HostMemory> inherited = InheritedMemory.of(environment);
    return inherited.isPresent()
        ? inherited.get()
        : new OwnMemory(RuntimeDirectory.memoryOf(snapshot, environment));
  }

  /** Steps 4 to 7. */
  private int serve(
      Path snapshot, HostMemory memory, FileChannel channel, Captures captures, Signals signals)
      throws Exception {
    awaitOther(memory, channel, captures, signals);
    if (signals.received().isPresent()) {
      // The client of another host goes on without this one; this one's was not started.
      return 128 + signals.received().getAsInt();
    }
    Path descriptor = Descriptors.pathOf(memory.file());
    Client client = Client.start(options.command(), descriptor, memory.clientPath(), snapshot);
    signals.forwardTo(client);
    while (!client.hasEndedAfter(options.interval())) {
      if (options.capturesWhileRunning()) {
        captures.round();
      }
    }
    return finish(memory, captures) ? client.exitCode() : HostException.OWN_ERROR;
  }

  /**
   * Captures for the client of another host, if there is one, until it gives up its lock or a
   * signal asks this host to end; the client goes on then.
   */
  private void awaitOther(
      HostMemory memory, FileChannel channel, Captures captures, Signals signals)
      throws IOException, InterruptedException {
    if (!isInUse(channel)) {
      return;
    }
    reports.say("captures for a client that another host started: " + memory.file());
    Duration interval = options.interval();
    Duration pause = interval.compareTo(LONGEST_PAUSE) < 0 ? interval : LONGEST_PAUSE;
    long next = System.nanoTime() + interval.toNanos();
    while (isInUse(channel) && signals.received().isEmpty()) {
      signals.await(pause);
      if (options.capturesWhileRunning() && System.nanoTime() - next >= 0) {
        captures.round();
        next = System.nanoTime() + interval.toNanos();
      }
    }
    captures.lastRound();
  }

  private static boolean isInUse(FileChannel channel) throws IOException {
    return FileLocks.isHeld(channel, QueueClient.LOCKED_BYTE);
  }

  /** Steps 6 and 7; tells whether the last state is on disk. */
  private boolean finish(HostMemory memory, Captures captures) throws HostException, IOException {
    try (FileChannel channel = memory.open(READ, WRITE).orElse(null)) {
      boolean isLocked =
          channel != null && FileLocks.acquire(channel, QueueClient.LOCKED_BYTE).isPresent();
      Captures.Result result = captures.lastRound();
      if (result == Captures.Result.FAILED) {
        reports.say("the last state is not on disk, it stays in " + memory.file());
      } else if (result == Captures.Result.UNUSABLE) {
        reports.say("the memory stays for you to look at in " + memory.file());
      } else if (isLocked) {
        memory.discard();
      } else {
        reports.say("another process still uses the memory, it stays: " + memory.file());
      }
      return result != Captures.Result.FAILED;
    }
  }
}
