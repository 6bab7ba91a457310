package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.cli.capture.Captures;
import dev.stillframe.cli.capture.RemapView;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.capture.Statistics;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.ImageCaptureProvider;
import dev.stillframe.queue.Handover;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

/** Remap capture over a store of images: the memory is protected, and whole images published. */
final class RemapStrategy implements Strategy {
  /** The first release in which the foreign-function API is final. */
  private static final int OLDEST_JAVA = 22;

  /** What the system and Java leave of the path of a socket, in bytes. */
  private static final int LONGEST_SOCKET = 106;

  private final Store store;
  private final ImageCaptureProvider provider;
  private final Path fallback;
  private final HostOptions options;
  private final Reports reports;
  private Path socket;

  /**
   * Creates the strategy.
   *
   * @param store open; closed by this
   * @param provider see {@link #provider}
   * @param fallback beside which the client registers if the memory has no path
   * @param options what the host is asked for
   * @param reports who is told
   */
  RemapStrategy(
      Store store,
      ImageCaptureProvider provider,
      Path fallback,
      HostOptions options,
      Reports reports) {
    this.store = store;
    this.provider = provider;
    this.fallback = fallback;
    this.options = options;
    this.reports = reports;
  }

  /**
   * Finds what this Java can do and the one that the command is built for cannot.
   *
   * @throws HostException if this Java is too old, or the jar with it is not there
   */
  static ImageCaptureProvider provider() throws HostException {
    int java = Runtime.version().feature();
    if (java < OLDEST_JAVA) {
      throw new HostException(
          String.format(
              Locale.ROOT,
              "--capture remap needs Java %d or newer, and this is Java %d: set JAVA_HOME to such a JDK",
              OLDEST_JAVA,
              java));
    }
    return ServiceLoader.load(ImageCaptureProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new HostException(
                    "--capture remap needs stillframe-remap.jar beside stillframe.jar: run"
                        + " bin/remap-jar, or start the command by bin/stillframe"));
  }

  /**
   * Returns where the client registers: beside its memory, where nobody else can enter.
   *
   * @throws HostException if that path is too long
   */
  static Path socket(Path memory) throws HostException {
    Path socket = memory.resolveSibling(memory.getFileName() + ".socket");
    int bytes = socket.toString().getBytes(UTF_8).length;
    if (bytes > LONGEST_SOCKET) {
      throw new HostException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes, and the path of a socket at most %d: set XDG_RUNTIME_DIR to a directory with a shorter one",
              socket,
              bytes,
              LONGEST_SOCKET));
    }
    return socket;
  }

  @Override
  public Restoration recover(HostMemory memory, Optional<UUID> known)
      throws HostException, IOException {
    provider.require();
    requireTmpfs(memory.file());
    // Beside the memory, wherever that is; one that was passed has no place of its own.
    socket = socket(memory.clientPath().orElse(fallback));
    return Snapshot.recover(store, State::ofRemap, memory, options.size(), reports);
  }

  /** The kernel protects no pages of a file on a disk: the client would be refused, and say so. */
  private static void requireTmpfs(Path memory) throws HostException, IOException {
    FileStore there = Files.getFileStore(Files.exists(memory) ? memory : memory.getParent());
    if (!there.type().equals("tmpfs")) {
      throw new HostException(
          String.format(
              Locale.ROOT,
              "--capture remap needs a memory in a tmpfs, as /dev/shm; %s is on %s: set XDG_RUNTIME_DIR",
              memory,
              there.type()));
    }
  }

  /** Only the rights to it change. */
  @Override
  public boolean writesToMemory() {
    return false;
  }

  @Override
  public Rounds rounds(FileChannel channel, UUID identity) throws IOException {
    Statistics statistics = new Statistics();
    RemapView view = new RemapView(channel, provider.open(channel, socket), statistics);
    return new Captures(view, store, identity, statistics, reports);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(Handover.SOCKET, socket.toString());
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
