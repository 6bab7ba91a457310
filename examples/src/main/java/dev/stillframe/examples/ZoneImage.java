package dev.stillframe.examples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The zones of a DNS server as one image. Whatever mixes two versions, or lacks a part of one, is
 * found out by the image itself, without a seal.
 *
 * <pre>
 *        0    page 0, of the store but for
 *      104    serial       number of this version of the zones
 *     4096 …  zone 1, …    a page each: a {@link RecordCodec record} with the serial of the version
 *                          in which this zone changed last; zone n changes in every n-th version
 * </pre>
 */
public final class ZoneImage {
  private static final int PAGE = 4096;
  private static final int ZONES = 64;
  private static final int SERIAL_AT = 104;

  private ZoneImage() {}

  /**
   * Lays a version of the zones out, in private memory.
   *
   * @param serial its number
   * @return an image for a store
   */
  public static ByteBuffer of(long serial) {
    ByteBuffer image = ByteBuffer.allocateDirect((1 + ZONES) * PAGE);
    image.order(ByteOrder.LITTLE_ENDIAN).putLong(SERIAL_AT, serial);
    RecordCodec codec = new RecordCodec(PAGE);
    for (int zone = 1; zone <= ZONES; zone++) {
      codec.encode(changed(zone, serial), PAGE);
      image.put(zone * PAGE, codec.bytes());
    }
    return image;
  }

  private static long changed(int zone, long serial) {
    return serial - serial % zone;
  }

  /**
   * Checks an image, all of it.
   *
   * @param image what a store gave
   * @return its serial
   * @throws BrokenRecordException if it is not just what {@link #of} laid out
   */
  public static long serialOf(ByteBuffer image) {
    if (image.capacity() != (1 + ZONES) * PAGE) {
      throw new BrokenRecordException(image.capacity() + " bytes are no image of the zones");
    }
    long serial = image.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(SERIAL_AT);
    byte[] page = new byte[PAGE];
    for (int zone = 1; zone <= ZONES; zone++) {
      image.get(zone * PAGE, page);
      long changed = RecordCodec.sequenceOf(page);
      if (changed != changed(zone, serial)) {
        throw new BrokenRecordException(
            String.format(
                Locale.ROOT,
                "version %d is torn: its zone %d is that of %d",
                serial,
                zone,
                changed));
      }
    }
    return serial;
  }
}
