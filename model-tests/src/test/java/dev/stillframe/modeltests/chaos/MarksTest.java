package dev.stillframe.modeltests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.examples.ZoneImage;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look at the marks from outside sees what it is there for. */
final class MarksTest {
  private static final int MARK_AT = 80;

  @TempDir Path directory;

  @Test
  void twoDirtyImagesAreNoticed() throws IOException {
    Path name = directory.resolve("zones");
    try (TwinStore store = TwinStore.open(name)) {
      store.recover();
      store.publish(ZoneImage.of(1));
      store.publish(ZoneImage.of(2));
    }
    Marks marks = new Marks(name);
    for (int dirty = 0; dirty < 2; dirty++) {
      assertEquals(dirty, marks.dirty());
      marks.requireOneClean();
      mark(directory.resolve("zones." + dirty));
    }
    assertEquals(2, marks.dirty());
    assertEquals("S3", assertThrows(BrokenClaim.class, marks::requireOneClean).claim());
  }

  private static void mark(Path image) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    byte[] state = Arrays.copyOfRange(bytes, MARK_AT, MARK_AT + Long.BYTES);
    assertEquals("STILCLER", new String(state, StandardCharsets.US_ASCII));
    byte[] dirty = "STILDIRT".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(dirty, 0, bytes, MARK_AT, dirty.length);
    Files.write(image, bytes);
  }
}
