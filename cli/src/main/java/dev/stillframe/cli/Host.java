package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.FileLocks;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
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
 *   <li>look at the memory file. If a living client has locked it, it is left alone. If it belongs
 *       to the snapshot and is newer, or there is no snapshot, it is kept: this is what a host
 *       killed at any later step leaves behind. Otherwise a new one is made beside it and renamed
 *       over it; what it replaced was older than the snapshot
 *   <li>start the client. A host that is killed now leaves either a client whose shell could not
 *       open the host's descriptor and gave up, or one that goes on alone in a memory that the next
 *       host keeps, by the rule above, whether the client has locked it by then or not
 *   <li>capture and publish while the client runs
 *   <li>when it has ended, publish the last state: after this, memory and snapshot are equal
 *   <li>remove the memory file, only now and only if nobody has it locked
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
    try (ReplaceStore store = ReplaceStore.open(options.snapshot(), options.keep())) {
      Path snapshot = ReplaceStore.resolve(options.snapshot());
      Snapshot.Recovery recovery = Snapshot.recover(store, reports);
      HostMemory memory = memory(snapshot);
      prepare(memory, recovery);
      try (FileChannel channel = memory.open().orElseThrow()) {
        Captures captures = new Captures(channel, store, reports);
        int code = serve(snapshot, memory, channel, captures, signals);
        if (options.stats()) {
          reports.say("stats: " + captures.statistics());
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

  /** Step 3. */
  private void prepare(HostMemory memory, Snapshot.Recovery recovery)
      throws HostException, IOException {
    Optional<FileChannel> existing = memory.open();
    Optional<String> whyNot = Optional.of("there was no memory");
    if (existing.isPresent()) {
      try (FileChannel channel = existing.get()) {
        if (isInUse(channel)) {
          return;
        }
        whyNot = whyNotUsed(channel, recovery);
      }
    }
    if (whyNot.isEmpty()) {
      reports.say("goes on with the memory " + memory.file());
      memory.extend(options.size());
    } else if (recovery.snapshot().isPresent()) {
      reports.say("restored to " + memory.file() + " (" + whyNot.get() + ")");
      create(memory, Optional.of(recovery.snapshot().get().image()));
    } else if (recovery.unusable() != null) {
      throw new HostException(
          recovery.unusable() + ". There is nothing to go on with: move it away to start afresh");
    } else {
      reports.say("starts afresh, there is no snapshot yet");
      create(memory, Optional.empty());
    }
  }

  private void create(HostMemory memory, Optional<ByteBuffer> image) throws HostException {
    try {
      memory.create(image, options.size());
    } catch (IOException e) {
      throw new HostException(
          "cannot create the memory: "
              + Reports.describe(e)
              + ". Make room, or ask for a smaller --size");
    }
  }

  /** Tells why what a memory holds is not to be used; empty if it is. */
  private static Optional<String> whyNotUsed(FileChannel channel, Snapshot.Recovery recovery)
      throws IOException {
    Optional<State> snapshot = recovery.snapshot().map(Snapshot::state);
    boolean isFresh = snapshot.isEmpty() && recovery.unusable() == null;
    try {
      if (channel.size() == 0) {
        return isFresh ? Optional.empty() : Optional.of("the memory found there is empty");
      }
      State found = State.of(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size()));
      if (snapshot.isPresent()) {
        return found.whyNotInsteadOf(snapshot.get());
      }
      return isFresh || found.newest().isPresent()
          ? Optional.empty()
          : Optional.of("it holds no committed entry");
    } catch (FormatException e) {
      return isFresh && e.reason() == Reason.UNCONFIGURED
          ? Optional.empty()
          : Optional.of("the memory found there is unusable: " + e.getMessage());
    }
  }

  private static boolean isInUse(FileChannel channel) throws IOException {
    return FileLocks.isHeld(channel, QueueClient.LOCKED_BYTE);
  }

  /** Steps 4 to 7. */
  private int serve(
      Path snapshot, HostMemory memory, FileChannel channel, Captures captures, Signals signals)
      throws Exception {
    if (isInUse(channel)) {
      reports.say("captures for a client that another host started: " + memory.file());
      awaitOther(channel, captures, signals);
    }
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
    return finish(memory, channel, captures.lastRound()) ? client.exitCode() : 125;
  }

  /** Captures until the client of another host gives up its lock, or until a signal comes. */
  private void awaitOther(FileChannel channel, Captures captures, Signals signals)
      throws IOException, InterruptedException {
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

  /** Removes the memory if all that it holds is on disk; tells whether it is. */
  private boolean finish(HostMemory memory, FileChannel channel, Captures.Result result)
      throws IOException {
    switch (result) {
      case FAILED -> reports.say("the last state is not on disk, it stays in " + memory.file());
      case UNUSABLE -> reports.say("the memory stays for you to look at in " + memory.file());
      case SAVED, NOTHING -> {
        if (isInUse(channel)) {
          reports.say("another process still uses the memory, it stays: " + memory.file());
        } else {
          memory.discard();
        }
      }
    }
    return result != Captures.Result.FAILED;
  }
}
