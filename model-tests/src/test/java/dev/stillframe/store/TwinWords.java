package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How {@code TwinStore.tla} speaks of images that hold a {@link TestImage}: two pages of the spec,
 * mark and seal, are the first sector; the rest of the first page is the first page of data.
 */
final class TwinWords implements FileWords {
  private static final int HEAD_PAGES = 2;
  private static final int SECTOR = TwinImages.HEAD_BYTES;

  private final Path name;

  TwinWords(Path name) {
    this.name = name;
  }

  @Override
  public Optional<String> word(Path file) {
    for (int image = 0; image < TwinImages.COUNT; image++) {
      if (file.equals(TwinImages.path(name, image))) {
        return Optional.of("image" + (image + 1));
      }
    }
    return Optional.empty();
  }

  /** The mark: none, dirty or clear, and its boot; generation and number; what each page holds. */
  @Override
  public List<String> content(ByteBuffer file) {
    ByteBuffer words = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<String> content = new ArrayList<>();
    if (words.capacity() > 0) {
      content.addAll(mark(words));
      content.addAll(seal(words));
      for (int at = SECTOR; at < words.capacity(); at = (int) unitEnd(at)) {
        content.add(text(words.getLong(at)));
      }
    }
    return content;
  }

  private static List<String> mark(ByteBuffer head) {
    if (!Mark.isIn(head)) {
      return List.of("0", "0");
    }
    Mark mark = Mark.of(head);
    return List.of(mark.isDirty() ? "1" : "2", text(mark.boot().high()));
  }

  private static List<String> seal(ByteBuffer head) {
    return List.of(text(head.getLong(Seal.GENERATION_AT)), text(head.getLong(TestImage.NUMBER_AT)));
  }

  /** The page, and what it holds; with a seal the mark is written again as it is. */
  @Override
  public List<String> written(ByteBuffer bytes, long at) {
    ByteBuffer words = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<String> written = new ArrayList<>();
    if (at == Mark.AT) {
      ByteBuffer head = ByteBuffer.allocate(Seal.END).order(ByteOrder.LITTLE_ENDIAN);
      head.put(Mark.AT, words, 0, Mark.BYTES);
      written.add("1");
      written.addAll(mark(head));
    } else if (at == 0) {
      written.add("2");
      written.addAll(mark(words));
      written.addAll(seal(words));
    } else {
      written.add(text(at / TestImage.PAGE + HEAD_PAGES + 1));
      written.add(text(words.getLong(0)));
    }
    return written;
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  @Override
  public List<String> size(long bytes) {
    return List.of(text(bytes / TestImage.PAGE + HEAD_PAGES));
  }

  @Override
  public long unitEnd(long at) {
    return at < SECTOR ? SECTOR : (at / TestImage.PAGE + 1) * TestImage.PAGE;
  }
}
