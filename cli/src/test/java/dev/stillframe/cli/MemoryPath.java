package dev.stillframe.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where a host keeps the memory, for tests of other packages. */
public final class MemoryPath {
  private MemoryPath() {}

  /**
   * Returns the path of the memory, in a directory that exists then.
   *
   * @param store the file of the store that the memory belongs to
   * @param runtime the runtime directory
   */
  public static Path of(Path store, Path runtime) throws Exception {
    return RuntimeDirectory.memoryOf(store, Map.of("XDG_RUNTIME_DIR", runtime.toString()));
  }
}
