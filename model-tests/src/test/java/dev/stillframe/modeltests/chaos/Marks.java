package dev.stillframe.modeltests.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The marks of a twin store, looked at from outside: bytes 80 to 87 of each image. */
final class Marks {
  private static final int HEAD = 104;
  private static final int MARK_AT = 80;
  private static final ByteBuffer DIRTY = StandardCharsets.US_ASCII.encode("STILDIRT");

  private final Path name;

  Marks(Path name) {
    this.name = name;
  }

  /** Both images are never dirty at once, whether the manager is dead or at work. */
  void requireOneClean() throws IOException {
    ByteBuffer first = head(0);
    // The second look shows that the first image was dirty all the while, by one publication.
    if (isDirty(first) && isDirty(head(1)) && head(0).equals(first)) {
      throw new BrokenClaim("S3", "both images are dirty");
    }
  }

  /** How many are dirty. */
  int dirty() throws IOException {
    return (isDirty(head(0)) ? 1 : 0) + (isDirty(head(1)) ? 1 : 0);
  }

  private static boolean isDirty(ByteBuffer head) {
    return head.limit() == HEAD && head.slice(MARK_AT, DIRTY.limit()).equals(DIRTY);
  }

  private ByteBuffer head(int image) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    try (FileChannel file =
        FileChannel.open(name.resolveSibling(name.getFileName() + "." + image))) {
      file.read(head, 0);
    }
    return head.flip();
  }
}
