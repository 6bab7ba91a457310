package dev.stillframe.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedMemoryTest {
  @TempDir Path directory;

  /**
   * Its host ends between the moment at which it is listed and the one at which it is looked at.
   */
  @Test
  void aMemoryThatGoesMeanwhileIsNotListed() throws IOException {
    assertEquals(Optional.empty(), ListedMemory.ofExisting(directory.resolve("gone")));
  }
}
