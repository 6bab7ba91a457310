package dev.stillframe.store;

import static dev.stillframe.store.TwinImages.HEAD_BYTES;

import dev.stillframe.files.DiskFile;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.TwinStore.Held;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one image over another that is locked. Each method is the step of its name in {@code
 * TwinStore.tla}; their order is the protocol.
 */
final class TwinPublication {
  private static final int PAGE = PagedImage.PAGE;
  private static final int CHUNK = 16 * PAGE;

  private final DiskFile file;
  private final PagedImage image;
  private final Boot boot;

  /**
   * Prepares a publication.
   *
   * @param file the target, open for writing
   * @param image with its seal, without a mark
   * @param boot this one
   */
  TwinPublication(DiskFile file, PagedImage image, Boot boot) {
    this.file = file;
    this.image = image;
    this.boot = boot;
  }

  /**
   * Runs all steps.
   *
   * @param held what the target holds on disk, just as it is read; null if that is not known
   */
  void run(Held held) throws IOException {
    long size = file.size();
    growImage(size);
    // Before the first byte: whoever looks from now on leaves this image alone.
    write(new Mark(true, boot));
    writeData(held, held == null ? 0 : size);
    writeSeal();
    file.sync();
    // After the sync: in this boot, a clear mark says that the image is on disk. It need not get
    // there itself, for after a power cut the mark is that of another boot.
    write(new Mark(false, boot));
  }

  /** A target that is larger stays so: its seal says how much of it counts. */
  private void growImage(long size) throws IOException {
    if (size < image.size()) {
      file.setSize(image.size());
    }
  }

  private void write(Mark mark) throws IOException {
    file.write(mark.bytes(), Mark.AT);
  }

  /** Still dirty: the whole head but the mark is new after this. */
  private void writeSeal() throws IOException {
    byte[] bytes = new byte[HEAD_BYTES];
    image.bytes().get(0, bytes);
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    new Mark(true, boot).put(head);
    file.write(head, 0);
  }

  /**
   * Writes the pages that differ from what the target holds: compared byte by byte, for what was
   * written last may have been given up half way. Where it is not known what of the target is on
   * disk, the next sync may not write what only looks right, so everything is written. What the
   * target grows by is written too: reading a hole in a mapped file needs room on some file
   * systems. Of this very image only what has changed since it was written there is looked at.
   *
   * @param known bytes of the target that are known to be on disk as they are read
   */
  private void writeData(Held held, long known) throws IOException {
    byte[] wanted = new byte[CHUNK];
    byte[] there = new byte[CHUNK];
    long mark = held != null && held.image() == image ? held.mark() : PagedImage.ALWAYS;
    for (long next = 0; next < image.size(); next += CHUNK) {
      int at = (int) next; // Behind the last chunk may be no int any more.
      int length = Math.min(CHUNK, image.size() - at);
      if (!hasChanged(at, length, mark)) {
        continue;
      }
      image.bytes().get(at, wanted, 0, length);
      int compared = (int) Math.max(0, Math.min(length, known - at));
      file.read(ByteBuffer.wrap(there, 0, compared), at);
      writeRuns(wanted, length, there, compared, at);
    }
  }

  private boolean hasChanged(int at, int length, long mark) {
    for (int page = at / PAGE; page <= (at + length - 1) / PAGE; page++) {
      if (image.hasChanged(page, mark)) {
        return true;
      }
    }
    return false;
  }

  /** Writes runs of differing pages of a chunk, each run by one call. */
  private void writeRuns(byte[] wanted, int length, byte[] there, int compared, int at)
      throws IOException {
    int start = at == 0 ? HEAD_BYTES : 0; // The head is written for itself, by writeSeal.
    int from = start;
    int to = start;
    while (to < length) {
      int end = Math.min((to / PAGE + 1) * PAGE, length);
      if (end <= compared && Arrays.equals(wanted, to, end, there, to, end)) {
        writeRun(wanted, from, to, at);
        from = end;
      }
      to = end;
    }
    writeRun(wanted, from, to, at);
  }

  private void writeRun(byte[] wanted, int from, int to, int at) throws IOException {
    if (from < to) {
      file.write(ByteBuffer.wrap(wanted, from, to - from), at + from);
    }
  }
}
