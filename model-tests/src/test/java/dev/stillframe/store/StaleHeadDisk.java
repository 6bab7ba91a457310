package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The disk of a reader of a twin store that does not look again under the lock: each third head is
 * what it has read there before.
 */
final class StaleHeadDisk extends HookedDisk {
  private final Map<Path, ByteBuffer> heads = new HashMap<>();
  private int reads;

  StaleHeadDisk(Disk disk) {
    super(disk, (operation, file, bytes) -> {});
  }

  @Override
  public DiskFile open(Path path, boolean writable) throws IOException {
    return new StaleFile(super.open(path, writable), path);
  }

  private final class StaleFile implements DiskFile {
    private final DiskFile file;
    private final Path path;

    StaleFile(DiskFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
      reads++;
      if (reads % 3 == 0 && heads.containsKey(path)) {
        target.put(heads.get(path).duplicate());
        return;
      }
      int start = target.position();
      file.read(target, at);
      heads.put(path, target.duplicate().limit(target.position()).position(start));
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      file.write(bytes, at);
    }

    @Override
    public void setSize(long size) throws IOException {
      file.setSize(size);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public ByteBuffer map(long size) throws IOException {
      return file.map(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
