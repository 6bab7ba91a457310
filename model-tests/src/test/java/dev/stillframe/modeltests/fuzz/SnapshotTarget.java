package dev.stillframe.modeltests.fuzz;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.store.Boot;
import dev.stillframe.store.Mark;
import dev.stillframe.store.ReplaceReader;
import dev.stillframe.store.Seal;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import dev.stillframe.store.StoreReader;
import dev.stillframe.store.TwinReader;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Readers of the two stores of images over two files with any heads: {@code NAME} and {@code
 * NAME.1} of a replace store, {@code NAME.0} and {@code NAME.1} of a twin store. The first bytes of
 * the input say which of the files have a seal that holds, and a mark of this boot; the rest is
 * written over them.
 */
public final class SnapshotTarget {
  private static final int SIZE = 4096;
  private static final int MARK_AT = 80;
  private static final int BOOT_AT = 88;

  private static final int IS_SEALED = 1;
  private static final int IS_MARKED = 2;
  private static final int IS_DIRTY = 4;
  private static final int IS_CUT = 8;

  private static final Boot BOOT = Boot.current();

  /** What is written over a file: where (two bytes), and a word. */
  private static final int CHANGE = 2 + Long.BYTES;

  private static final Path REPLACE = FuzzDirectory.path().resolve("replaced");
  private static final Path TWIN = FuzzDirectory.path().resolve("twin");

  private SnapshotTarget() {}

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length < 2) {
      return;
    }
    List<byte[]> files = files(input);
    Files.write(REPLACE, files.get(0));
    Files.write(REPLACE.resolveSibling("replaced.1"), files.get(1));
    Target.check(SnapshotTarget::search);
    Target.check(() -> look(ReplaceReader.open(REPLACE)));
    List<Path> images = TwinStore.images(TWIN);
    Files.write(images.get(0), files.get(0));
    Files.write(images.get(1), files.get(1));
    Files.write(TWIN.resolveSibling("twin.lock"), new byte[0]);
    Target.check(() -> look(TwinReader.open(TWIN)));
  }

  private static List<byte[]> files(byte[] input) {
    ByteBuffer first = file(input[0], 1);
    ByteBuffer second = file(input[1], 2);
    ByteBuffer changes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).position(2);
    while (changes.remaining() >= CHANGE) {
      int where = Short.toUnsignedInt(changes.getShort());
      ByteBuffer file = where % 2 == 0 ? first : second;
      int at = where / 2 % (SIZE / Long.BYTES) * Long.BYTES;
      file.putLong(at, changes.getLong());
    }
    return List.of(cut(first, input[0]), cut(second, input[1]));
  }

  private static ByteBuffer file(byte kind, long generation) {
    ByteBuffer file = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    if ((kind & IS_SEALED) != 0) {
      Seal.stamp(file, generation);
    }
    if ((kind & IS_MARKED) != 0) {
      file.putLong(MARK_AT, (kind & IS_DIRTY) != 0 ? Mark.DIRTY : Mark.CLEAR);
      file.putLong(BOOT_AT, BOOT.high()).putLong(BOOT_AT + Long.BYTES, BOOT.low());
    }
    return file;
  }

  /** A file that is cut has as many words as the upper half of its byte says. */
  private static byte[] cut(ByteBuffer file, byte kind) {
    int words = Byte.toUnsignedInt(kind) >> 4;
    boolean isCut = (kind & IS_CUT) != 0;
    return isCut ? Arrays.copyOf(file.array(), words * Long.BYTES) : file.array();
  }

  private static void search() throws IOException {
    Search search = Snapshots.newest(REPLACE);
    if (search.found().isPresent()) {
      Found found = search.found().get();
      int size = Snapshots.load(found).capacity();
      require(!found.isSealed() || size == SIZE, "a sealed snapshot of " + size + " bytes");
    }
  }

  private static void look(StoreReader opened) throws IOException {
    try (StoreReader reader = opened) {
      require(reader.look(), "the first look maps something");
      require(reader.generation() >= 1, "an image has a generation");
      int size = reader.image().capacity();
      require(size > 0 && size <= SIZE, "an image of " + size + " bytes");
      require(!reader.look(), "nothing has changed since");
    }
  }
}
