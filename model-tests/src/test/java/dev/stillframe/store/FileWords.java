package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a spec speaks of the files of a store. */
interface FileWords {
  /** Returns the name of a file; empty if the spec does not have it. */
  Optional<String> word(Path file);

  /** Returns what a file holds. */
  List<String> content(ByteBuffer file);

  /** Returns what is written to one unit of a file. */
  List<String> written(ByteBuffer bytes, long at);

  /** Returns what is said of a size that is set. */
  List<String> size(long bytes);

  /** Returns where the unit ends, a page of the spec, in which a position lies. */
  long unitEnd(long at);
}
