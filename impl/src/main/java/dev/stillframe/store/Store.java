package dev.stillframe.store;

import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where one host keeps its images, whatever the store; what it may rely on is {@code Store.tla}. At
 * every instant, after SIGKILL and after a power cut, there is a complete image, and never one
 * older than the last reported. One thread at a time.
 */
public interface Store extends AutoCloseable {
  /**
   * Finds the newest usable image and repairs what a kill or a power cut left. What it returns is
   * reported: nothing older will ever be found.
   *
   * @return what was found and what was not usable
   * @throws IOException if the files cannot be read or repaired
   */
  default Search recover() throws IOException {
    return recover(ImageCopy.NONE);
  }

  /**
   * Recovers, and copies the image while it is verified.
   *
   * @param copy is given the image that is found, last of all that it is given
   * @return what was found and what was not usable
   * @throws IOException as for the other
   */
  default Search recover(ImageCopy copy) throws IOException {
    return recover(Optional.empty(), copy);
  }

  /**
   * Recovers a store whose identity is known from elsewhere. A file with another identity is not
   * this store's: it is neither taken nor written nor removed, and where it stands in the way the
   * store is refused.
   *
   * @param identity of the memories whose images these are; empty if only the files can tell
   * @param copy is given the image that is found, last of all that it is given
   * @return what was found and what was not usable
   * @throws IOException if the files cannot be read or repaired, or do not tell whose they are
   */
  Search recover(Optional<UUID> identity, ImageCopy copy) throws IOException;

  /**
   * Returns the identity of the memories whose images these are.
   *
   * @return empty if there is no image yet
   */
  Optional<UUID> identity();

  /**
   * Reads back what was reported last, all of it and under all its names. Only then a memory may be
   * removed that holds the same.
   *
   * @throws IOException if it is not there, or not whole any more
   */
  void verify() throws IOException;

  /**
   * Returns what people should know of: files that were put aside, or that somebody has changed.
   *
   * @return sentences that were not returned before
   */
  default List<String> notices() {
    return List.of();
  }

  /**
   * Seals an image and makes it the newest. When this returns, it survives a power cut; if it
   * throws, the last image is still there, and the store goes on.
   *
   * <p>What has not changed in the image since it was published last costs no more than a look at
   * its pages; a new image has changed as a whole.
   *
   * @param image the whole file, at least one page; bytes 48 to 103 belong to the store and are
   *     written here
   * @return the generation
   * @throws IOException if the disk is full or fails, or if it takes too long until the store may
   *     write
   */
  long publish(PagedImage image) throws IOException;

  /**
   * Publishes an image of which nobody knows what has changed.
   *
   * @param image the whole file, from index 0 to its capacity, at least one page; bytes 48 to 103
   *     belong to the store and are written here
   * @return the generation
   * @throws IOException as for the other
   */
  default long publish(ByteBuffer image) throws IOException {
    return publish(new PagedImage(image));
  }

  /**
   * Gives up the lock.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;
}
