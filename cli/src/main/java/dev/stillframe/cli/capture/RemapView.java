package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.memory.State;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ImageCapture;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.RemapLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/**
 * Images of a memory that is protected while it is copied; and of one that no client uses any more,
 * which needs no protection.
 */
public final class RemapView implements ImageSource {
  private final FileChannel channel;
  private final ImageCapture capture;
  private final Statistics statistics;
  private PagedImage image;
  private long mark;
  private long sequence;

  /**
   * Creates a view.
   *
   * @param channel the memory
   * @param capture of that memory; closed by this
   * @param statistics counts what is done
   */
  public RemapView(FileChannel channel, ImageCapture capture, Statistics statistics) {
    this.channel = channel;
    this.capture = capture;
    this.statistics = statistics;
  }

  @Override
  public Look look(boolean isForced) throws IOException {
    return look(() -> lookAtClient(isForced));
  }

  @Override
  public Look lookAtRest() throws IOException {
    return look(this::copy);
  }

  private static Look look(Isolation.Look<Look> how) throws IOException {
    try {
      return Isolation.call(how);
    } catch (FormatException e) {
      if (e.reason() == Reason.UNCONFIGURED) {
        return Look.NOTHING; // The client has not come so far.
      }
      throw e;
    }
  }

  private Look lookAtClient(boolean isForced) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS && capture.hasClient(); attempt++) {
      statistics.captures++;
      Optional<PagedImage> taken = capture.capture();
      if (taken.isPresent()) {
        return kept(taken.get(), isForced);
      }
      statistics.lapped++;
    }
    return isForced || capture.hasClient() ? Look.NONE : Look.NOTHING;
  }

  /** Nobody writes, so nothing need be protected. */
  private Look copy() throws IOException {
    long size = channel.size();
    if (size == 0) {
      return Look.NOTHING;
    }
    statistics.captures++;
    BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
    if (State.ofRemap(memory).isCutShort()) {
      return Look.CUT_SHORT;
    }
    PagedImage whole =
        image != null && image.size() == size ? image : PagedImage.allocate((int) size);
    whole.copy(memory, 0, (int) size);
    // A client that has taken no lock.
    return capture.hasClient() ? Look.NONE : kept(whole, true);
  }

  private Look kept(PagedImage taken, boolean isForced) {
    boolean isNews = isForced || taken != image || hasChanged();
    statistics.kept++;
    image = taken;
    mark = taken.mark();
    sequence = taken.bytes().getLong(RemapLayout.SEQUENCE_AT);
    return isNews ? Look.KEPT : Look.NO_NEWS;
  }

  /** The page of the header changes each time: the store writes its seal there. */
  private boolean hasChanged() {
    boolean hasChanged = image.bytes().getLong(RemapLayout.SEQUENCE_AT) != sequence;
    for (int page = 1; page < image.pages() && !hasChanged; page++) {
      hasChanged = image.hasChanged(page, mark);
    }
    return hasChanged;
  }

  @Override
  public PagedImage image() {
    return image;
  }

  @Override
  public String whyNone() {
    return "the client is within a transaction, or not registered, at every capture";
  }

  @Override
  public void close() throws IOException {
    capture.close();
  }
}
