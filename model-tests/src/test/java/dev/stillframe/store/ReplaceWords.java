package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How {@code ReplaceStore.tla} speaks of files that hold a {@link TestImage} of one page: that has
 * two pages, of which one is the sector with the seal.
 */
final class ReplaceWords implements FileWords {
  private static final int SECTOR = 512;

  private final Path name;

  ReplaceWords(Path name) {
    this.name = name;
  }

  @Override
  public Optional<String> word(Path file) {
    if (file.equals(name)) {
      return Optional.of("name");
    }
    if (file.equals(name.resolveSibling(name.getFileName() + ".tmp"))) {
      return Optional.of("temporary");
    }
    long generation = Snapshots.generationOf(name, file);
    return generation == 0 ? Optional.empty() : Optional.of("name." + generation);
  }

  /** The generation in the seal, and for each page which image it is of. */
  @Override
  public List<String> content(ByteBuffer file) {
    ByteBuffer words = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (words.capacity() == 0) {
      return List.of();
    }
    String generation = text(words.getLong(Seal.GENERATION_AT));
    String first = text(words.getLong(TestImage.NUMBER_AT));
    return words.capacity() == SECTOR
        ? List.of(generation, first)
        : List.of(generation, first, text(words.getLong(SECTOR)));
  }

  /** Page, which image it is of, and the generation if it has one. */
  @Override
  public List<String> written(ByteBuffer bytes, long at) {
    ByteBuffer words = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return at == 0
        ? List.of(
            "1", text(words.getLong(TestImage.NUMBER_AT)), text(words.getLong(Seal.GENERATION_AT)))
        : List.of("2", text(words.getLong(0)));
  }

  @Override
  public List<String> size(long bytes) {
    throw new IllegalStateException("the replace store sets no size");
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  @Override
  public long unitEnd(long at) {
    return at < SECTOR ? SECTOR : TestImage.PAGE;
  }
}
