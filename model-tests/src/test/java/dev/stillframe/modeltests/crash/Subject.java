package dev.stillframe.modeltests.crash;

import dev.stillframe.cli.processes.Images;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.Journal;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.ReplaceReader;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import dev.stillframe.store.StoreReader;
import dev.stillframe.store.TwinReader;
import dev.stillframe.store.TwinStore;
import dev.stillframe.triple.StateRecord;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.opentest4j.AssertionFailedError;

/**
 * A strategy of capture with its store, and states of a client with known content: first {@link
 * #BEFORE} commits, which are on disk, then {@link #AFTER}, which are in memory.
 */
enum Subject {
  REPLACE(List.of(), "", ".1", ".2", ".3", ".4", ".tmp") {
    @Override
    Store store(Path name) throws IOException {
      return ReplaceStore.open(name, 2);
    }

    @Override
    StoreReader reader(Path name) throws IOException {
      return ReplaceReader.open(name);
    }
  },
  TWIN(List.of("--store", "twin"), ".0", ".1") {
    @Override
    Store store(Path name) throws IOException {
      return TwinStore.open(name, Duration.ZERO);
    }

    @Override
    StoreReader reader(Path name) throws IOException {
      return TwinReader.open(name);
    }
  },
  JOURNAL(
      List.of("--capture", "triple", "--size", "20000"),
      ".journal",
      ".journal.tmp",
      ".journal.corrupt") {
    @Override
    void prepare(Path name) throws IOException {
      try (Journal journal = Journal.open(name)) {
        journal.recover(new UUID(0, IDENTITY));
        journal.append(List.of(record(1), record(2), record(3)));
        journal.append(List.of(record(4), record(5)));
      }
    }

    @Override
    byte[] memory() throws IOException {
      TripleLayout layout = TripleLayout.within(20_000);
      ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(layout.size()));
      BufferMemory memory = new BufferMemory(bytes);
      layout.configure(memory, BEFORE, new UUID(0, IDENTITY));
      TripleWriter writer = new TripleWriter(memory);
      for (long number = BEFORE + 1; number <= AFTER; number++) {
        writer.increment(record(number).bytes(), 0, record(number).bytes().length);
      }
      byte[] copy = new byte[bytes.capacity()];
      bytes.clear().get(copy);
      return copy;
    }

    @Override
    int newest(Path name) throws IOException {
      int last = 0;
      try (JournalReader reader = JournalReader.open(name)) {
        while (reader.hasNext()) {
          StateRecord next = reader.next();
          byte[] expected = record(last + 1).bytes();
          if (next.number() != last + 1 || !Arrays.equals(expected, next.bytes())) {
            throw new AssertionFailedError("record " + next.number() + " comes after " + last);
          }
          last++;
        }
      }
      return last;
    }

    private StateRecord record(long number) {
      byte[] bytes = new byte[300];
      Arrays.fill(bytes, (byte) number);
      return new StateRecord(number, false, bytes);
    }
  };

  static final int BEFORE = 5;
  static final int AFTER = 9;
  private static final long IDENTITY = 42;

  private final List<String> options;
  private final List<String> suffixes;

  Subject(List<String> options, String... suffixes) {
    this.options = options;
    this.suffixes = List.of(suffixes);
  }

  /** Options of the host; it captures once, when its client has ended. */
  List<String> options() {
    List<String> all = new ArrayList<>(List.of("--interval", "3600s"));
    all.addAll(options);
    return all;
  }

  /** The files that the store may have, and the directory with their names. */
  List<Path> files(Path name) {
    List<Path> files = new ArrayList<>(List.of(name.getParent(), with(name, ".lock")));
    suffixes.forEach(suffix -> files.add(with(name, suffix)));
    return files;
  }

  /** The file that the memory belongs to. */
  Path file(Path name) {
    return this == JOURNAL ? with(name, ".journal") : name;
  }

  private static Path with(Path name, String suffix) {
    return name.resolveSibling(name.getFileName() + suffix);
  }

  /** Publishes the state before. */
  void prepare(Path name) throws IOException {
    try (Store store = store(name)) {
      Images.publish(store, IDENTITY, BEFORE - 1);
      Images.publish(store, IDENTITY, BEFORE);
    }
  }

  /** Returns a memory that a client with the state after leaves. */
  byte[] memory() throws IOException {
    return Images.memory(IDENTITY, AFTER);
  }

  /** Returns how many commits the store holds; it must be readable, and all of them whole. */
  int newest(Path name) throws IOException {
    try (StoreReader reader = reader(name)) {
      reader.look();
      QueueReader image = new QueueReader(new BufferMemory(reader.image()));
      int newest = 0;
      for (Entry entry : image.entries()) {
        byte[] payload = image.read(entry).orElseThrow();
        byte[] expected = new byte[10];
        Arrays.fill(expected, payload[0]);
        if (!Arrays.equals(expected, payload) || newest != 0 && payload[0] != newest + 1) {
          throw new AssertionFailedError("torn: " + Arrays.toString(payload) + " after " + newest);
        }
        newest = payload[0];
      }
      return newest;
    }
  }

  Store store(Path name) throws IOException {
    throw new IOException("this is no store of images");
  }

  StoreReader reader(Path name) throws IOException {
    throw new IOException("this is no store of images");
  }
}
