package dev.stillframe.queue;

import dev.stillframe.files.ClientPresence;
import dev.stillframe.files.PrivateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a host tells its client where the memory is: a path in {@link #MEMORY}, and descriptor 3 by
 * the convention of {@code sd_listen_fds}, under the name {@link #FD_NAME}. The host of a triple
 * buffer tells in {@link #JOURNAL} where the records are that it has persisted; one that takes
 * images by protecting the memory tells in {@link #SOCKET} where it waits for its client.
 */
public final class Handover {
  /** Environment variable with the path of the memory file. */
  public static final String MEMORY = ClientPresence.MEMORY;

  /** Environment variable with the name of the snapshot that the host keeps. */
  public static final String SNAPSHOT = ClientPresence.SNAPSHOT;

  /** Environment variable with the path of the journal, if the host keeps one. */
  public static final String JOURNAL = "STILLFRAME_JOURNAL";

  /** Environment variable with the path of the socket where a host that protects waits. */
  public static final String SOCKET = "STILLFRAME_SOCKET";

  /** The name under which the memory's descriptor is passed. */
  public static final String FD_NAME = "SHM_SHARED_FD";

  private static final int FIRST_FD = 3;

  private Handover() {}

  /**
   * Returns where this process finds the memory that a host passed to it.
   *
   * @param environment the environment, as {@link System#getenv()} gives it
   * @return a path that can be opened, or empty if no host passed a memory
   */
  public static Optional<Path> memory(Map<String, String> environment) {
    return path(environment, MEMORY)
        .or(
            () ->
                descriptor(environment)
                    .map(fd -> PrivateFiles.DESCRIPTORS.resolve(Integer.toString(fd))));
  }

  /**
   * Returns where this process finds the journal of the records that it hands to a host.
   *
   * @param environment the environment, as {@link System#getenv()} gives it
   * @return the path of the file, which only the host writes; empty if the host keeps no journal
   */
  public static Optional<Path> journal(Map<String, String> environment) {
    return path(environment, JOURNAL);
  }

  /**
   * Returns where this process registers its mapping of the memory, if its host protects that.
   *
   * @param environment the environment, as {@link System#getenv()} gives it
   * @return the path of a Unix socket; empty if the host needs no registration
   */
  public static Optional<Path> socket(Map<String, String> environment) {
    return path(environment, SOCKET);
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    String path = environment.get(name);
    return path == null || path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
  }

  /**
   * Returns the descriptor under which a memory was passed, as {@code sd_listen_fds} counts them.
   *
   * @param environment the environment, as {@link System#getenv()} gives it
   * @return a descriptor from 3 on; empty if none was passed to this process under that name
   */
  public static Optional<Integer> descriptor(Map<String, String> environment) {
    String pid = environment.get("LISTEN_PID");
    if (pid != null && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return Optional.empty();
    }
    int count = parseCount(environment.get("LISTEN_FDS"));
    List<String> names = List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1));
    int index = names.indexOf(FD_NAME);
    return index >= 0 && index < count ? Optional.of(FIRST_FD + index) : Optional.empty();
  }

  private static int parseCount(String count) {
    try {
      return count == null ? 0 : Integer.parseInt(count);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
