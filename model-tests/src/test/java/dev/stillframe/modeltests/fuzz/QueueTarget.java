package dev.stillframe.modeltests.fuzz;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reader, capture and a new client of the queue over a memory that is hostile all the while. */
public final class QueueTarget {
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 16);
  private static final ByteBuffer TEMPLATE = template();
  private static final long[] WORDS = words();

  private QueueTarget() {}

  private static ByteBuffer template() {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) LAYOUT.tailAt() + 4 * Long.BYTES);
    WordMemory memory = new BufferMemory(bytes);
    LAYOUT.configure(memory);
    try {
      QueueWriter writer = new QueueWriter(memory);
      for (int length : new int[] {3, 5, 4}) {
        writer.commit(new byte[] {1, 2, 3, 4, 5}, 0, length);
      }
    } catch (FormatException e) {
      throw new IllegalStateException("the template is a good memory", e);
    }
    return bytes;
  }

  /** The header, every descriptor, and the first word of the data. */
  private static long[] words() {
    long[] words = new long[4 + 2 * LAYOUT.entries() + 1];
    for (int i = 0; i < 4; i++) {
      words[i] = i * (long) Long.BYTES;
    }
    for (int slot = 0; slot < LAYOUT.entries(); slot++) {
      words[4 + 2 * slot] = LAYOUT.offsetAt(slot);
      words[5 + 2 * slot] = LAYOUT.lengthAt(slot);
    }
    words[words.length - 1] = LAYOUT.dataAt();
    return words;
  }

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Target.check(() -> capture(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> read(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> takeUp(new HostileMemory(TEMPLATE, WORDS, input)));
  }

  private static void capture(WordMemory memory) throws IOException {
    QueueCapture capture = new QueueCapture(memory);
    capture.hasNews();
    if (capture.capture() == Outcome.KEPT) {
      QueueReader reader = new QueueReader(new BufferMemory(capture.image().bytes()));
      List<Entry> entries = reader.entries();
      require(entries.size() == capture.kept(), "an image has the entries that were kept");
      require(reader.descriptors().size() == entries.size(), "an image has no entry besides");
      require(capture.captured().equals(entries.get(entries.size() - 1)), "the newest is the last");
      requireReadable(reader, entries);
    }
  }

  private static void requireReadable(QueueReader reader, List<Entry> entries) {
    for (Entry entry : entries) {
      int length = reader.read(entry).orElseThrow().length;
      require(length == entry.length(), "an entry of an image can be read");
    }
  }

  private static void read(WordMemory memory) throws IOException {
    QueueReader reader = new QueueReader(memory);
    reader.descriptors();
    for (Entry entry : reader.entries()) {
      reader.read(entry);
    }
    reader.latest();
  }

  private static void takeUp(WordMemory memory) throws IOException {
    QueueWriter writer = new QueueWriter(memory);
    long room = writer.room();
    require(room >= 0 && room <= writer.layout().dataBytes(), "room for " + room + " bytes");
    if (room > 0) {
      long before = writer.writeOffset();
      writer.commit(new byte[1], 0, 1);
      require(writer.writeOffset() == before + 1, "a commit goes on where the last one ended");
    }
  }
}
