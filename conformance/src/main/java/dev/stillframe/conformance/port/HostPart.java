package dev.stillframe.conformance.port;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Seal;
import dev.stillframe.store.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The host of the queue, and the replace store. */
final class HostPart {
  private static final int KEPT_GENERATIONS = 2;

  private Path captured;
  private QueueCapture capture;
  private StepMemory memory;
  private boolean hasImage;
  private Path published;
  private ReplaceStore store;

  /** {@code capture FILE}; in between, whatever happens between the two looks. */
  String capture(Path file, Runnable betweenLooks) throws IOException {
    hasImage = false;
    if (!file.equals(captured)) {
      memory = new StepMemory(QueuePart.map(file));
      capture = new QueueCapture(memory);
      captured = file;
    }
    memory.betweenLooks(betweenLooks);
    Outcome outcome = capture.capture();
    if (outcome != Outcome.KEPT) {
      return "ok " + (outcome == Outcome.EMPTY ? "empty" : "lapped");
    }
    hasImage = true;
    StringBuilder answer = new StringBuilder("ok kept");
    new QueueReader(new dev.stillframe.memory.BufferMemory(capture.image().bytes()))
        .entries()
        .forEach(entry -> answer.append(' ').append(QueuePart.describe(entry)));
    return answer.toString();
  }

  /** {@code publish NAME}. */
  String publish(Path name) throws IOException {
    if (!hasImage) {
      throw new IllegalStateException("no image: the last capture kept nothing");
    }
    if (!name.equals(published)) {
      closeStore();
      store = ReplaceStore.open(name, KEPT_GENERATIONS);
      store.recover();
      published = name;
    }
    return "ok " + store.publish(capture.image());
  }

  /** {@code verify FILE}. */
  static String verify(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      Optional<Seal> seal = Seal.read(channel);
      if (seal.isEmpty()) {
        throw new FormatException(Reason.UNSEALED, "no seal");
      }
      seal.get().verify(channel);
      return "ok " + seal.get().generation() + " " + seal.get().length();
    }
  }

  /** {@code restore NAME FILE}. */
  static String restore(Path name, Path file) throws IOException {
    Snapshots.Search search = Snapshots.newest(name);
    if (search.found().isEmpty()) {
      return search.rejected().isEmpty() ? "refused" : "error SEAL_BROKEN nothing holds";
    }
    ByteBuffer image = Snapshots.load(search.found().get());
    Seal.remove(image);
    try (FileChannel channel = PrivateFiles.create(file)) {
      PrivateFiles.writeFully(channel, image, 0);
    }
    return "ok " + search.found().get().generation();
  }

  private void closeStore() throws IOException {
    if (store != null) {
      store.close();
      store = null;
      published = null;
    }
  }

  /** {@code close}. */
  void close() throws IOException {
    closeStore();
    captured = null;
    capture = null;
    hasImage = false;
  }
}
