package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** What the host sees of a memory file whose client may do anything to it, also change its size. */
public final class MemoryView implements ImageSource {
  /** How the file is mapped; tests put something between. */
  @FunctionalInterface
  interface Mapper {
    WordMemory map(FileChannel channel, long size) throws IOException;
  }

  private final FileChannel channel;
  private final Statistics statistics;
  private final Mapper mapper;
  private WordMemory memory;
  private QueueCapture capture;

  /**
   * Creates a view.
   *
   * @param channel the memory
   * @param statistics counts what is done
   */
  public MemoryView(FileChannel channel, Statistics statistics) {
    this(channel, statistics, (file, size) -> BufferMemory.map(file, MapMode.READ_ONLY, size));
  }

  MemoryView(FileChannel channel, Statistics statistics, Mapper mapper) {
    this.channel = channel;
    this.statistics = statistics;
    this.mapper = mapper;
  }

  @Override
  public PagedImage image() {
    return capture.image();
  }

  @Override
  public Look look(boolean isForced) throws IOException {
    long size = channel.size();
    if (memory == null || memory.size() != size) {
      map(size);
    }
    try {
      Look look = size == 0 ? Look.NOTHING : Isolation.call(() -> lookAtMapping(isForced));
      if (channel.size() < size) {
        // Its error may never have arrived, and what was read behind the end is nothing.
        throw new FormatException(Reason.TRUNCATED, "the memory was truncated while it was read");
      }
      return look;
    } catch (FormatException e) {
      if (e.reason() == Reason.UNCONFIGURED) {
        return Look.NOTHING; // The client has not come so far yet.
      }
      throw e;
    }
  }

  @Override
  public String whyNone() {
    return "the client overtakes every capture";
  }

  private Look lookAtMapping(boolean isForced) throws FormatException {
    return isForced || capture.hasNews() ? capture() : Look.NO_NEWS;
  }

  private void map(long size) throws IOException {
    // First, so that there is never room needed for two images.
    memory = null;
    capture = null;
    if (size > 0) {
      WordMemory mapped = mapper.map(channel, size);
      capture = new QueueCapture(mapped);
      memory = mapped;
    }
  }

  private Look capture() throws FormatException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      statistics.captures++;
      Outcome outcome = capture.capture();
      if (outcome == Outcome.KEPT) {
        statistics.kept++;
        statistics.entries += capture.kept();
        return Look.KEPT;
      }
      if (outcome == Outcome.EMPTY) {
        return Look.NOTHING;
      }
      statistics.lapped++;
    }
    return Look.NONE;
  }
}
