package dev.stillframe.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An image holds what was copied, and a page has changed if and only if one of its bytes has. */
final class PagedImageTest {
  private static final int PAGE = PagedImage.PAGE;
  private static final int SIZE = 4 * PAGE + 104;

  private final PagedImage image = new PagedImage(ByteBuffer.allocateDirect(SIZE));

  private List<Integer> changedSince(long mark) {
    return IntStream.range(0, image.pages())
        .filter(p -> image.hasChanged(p, mark))
        .boxed()
        .toList();
  }

  /** Memory outside the heap is given back by a collection alone, and none comes by itself. */
  @Test
  void imagesThatNobodyHasAnyMoreAreGivenBack() {
    long before = direct().getMemoryUsed();
    int size = 32 << 20;
    for (int i = 0; i < 16; i++) {
      assertEquals(size + i * PAGE, PagedImage.allocate(size + i * PAGE).size());
    }
    // Half a GiB was allocated. The last are not collected yet, nor need one be that was just asked
    // for: references are handled by another thread.
    long kept = direct().getMemoryUsed() - before;
    assertTrue(kept < 8L * size, kept + " bytes are kept");
  }

  private static BufferPoolMXBean direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everythingHasAlwaysChanged() {
    assertEquals(5, image.pages());
    assertEquals(List.of(0, 1, 2, 3, 4), changedSince(PagedImage.ALWAYS));
    assertEquals(List.of(), changedSince(image.mark()));
  }

  @Test
  void eachMarkHasItsOwnChanges() {
    long first = image.mark();
    image.putWord(PAGE + 8, 1);
    long second = image.mark();
    image.putWord(4 * PAGE + 96, 2);
    assertEquals(List.of(1, 4), changedSince(first));
    assertEquals(List.of(4), changedSince(second));
    assertEquals(List.of(), changedSince(image.mark()));
  }

  @Test
  void whatIsThereAlreadyIsNoChange() {
    image.putWord(8, 5);
    long mark = image.mark();
    image.putWord(8, 5);
    image.clear(16, SIZE - 16);
    assertEquals(List.of(), changedSince(mark));
    image.clear(0, SIZE);
    assertEquals(List.of(0), changedSince(mark));
  }

  @Test
  void oneByteIsAChangeWhereverItIs() {
    BufferMemory memory = new BufferMemory(ByteBuffer.allocateDirect(SIZE));
    SplittableRandom random = new SplittableRandom(1);
    byte[] one = {0};
    for (int i = 1; i < 2000; i++) {
      int at = random.nextInt(SIZE);
      one[0] = (byte) i;
      memory.putBytes(at, one, 0, 1);
      boolean isNew = image.bytes().get(at) != one[0];
      long mark = image.mark();
      int from = random.nextInt(at + 1);
      image.copy(memory, from, at + 1 - from + random.nextInt(SIZE - at));
      assertEquals(one[0], image.bytes().get(at));
      assertEquals(isNew ? List.of(at / PAGE) : List.of(), changedSince(mark));
    }
  }

  @Test
  void nothingOutsideIsTouched() {
    BufferMemory memory = new BufferMemory(ByteBuffer.allocateDirect(2 * SIZE));
    assertThrows(IndexOutOfBoundsException.class, () -> image.copy(memory, SIZE - 8, 16));
    assertThrows(IndexOutOfBoundsException.class, () -> image.copy(memory, -8, 16));
    assertThrows(IndexOutOfBoundsException.class, () -> image.clear(SIZE - 8, 16));
  }
}
