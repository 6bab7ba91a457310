package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.ChannelFile;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.TwinStore.Held;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose end is near the largest number of an int; in holes, which need no room. */
final class LargestImageTest {
  private static final int PAGE = PagedImage.PAGE;
  private static final long VALUE = 0x0123456789abcdefL;

  @TempDir Path directory;

  private static PagedImage image(FileChannel file, int size) throws IOException {
    return new PagedImage(file.map(MapMode.READ_WRITE, 0, size));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE - 7,
        Integer.MAX_VALUE - PAGE,
        Integer.MAX_VALUE - PAGE + 1,
        Integer.MAX_VALUE - 16 * PAGE,
        Integer.MAX_VALUE - 16 * PAGE + 1,
        Integer.MAX_VALUE - 16 * PAGE + 2
      })
  void theLastWordIsKeptSeenAndPublished(int size) throws IOException {
    int lastWord = (size - Long.BYTES) / Long.BYTES * Long.BYTES;
    try (FileChannel source = PrivateFiles.create(directory.resolve("source"));
        FileChannel holes = PrivateFiles.create(directory.resolve("image"));
        ChannelFile target = new ChannelFile(PrivateFiles.create(directory.resolve("target")))) {
      PagedImage image = image(holes, size);
      assertEquals((size + (long) PAGE - 1) / PAGE, image.pages());
      BufferMemory memory = BufferMemory.map(source, MapMode.READ_WRITE, size);
      memory.setOpaque(lastWord, VALUE);
      target.setSize(size);
      long mark = image.mark();
      image.copy(memory, size - 3L * PAGE, 3 * PAGE);
      assertTrue(image.hasChanged(image.pages() - 1, mark) || size % PAGE < Long.BYTES);
      assertFalse(image.hasChanged(0, mark));
      new TwinPublication(target, image, Boot.current()).run(new Held(image, mark));
      ByteBuffer published = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      target.read(published, lastWord);
      assertEquals(VALUE, published.getLong(0));
      assertEquals(size, target.size());
    }
  }
}
