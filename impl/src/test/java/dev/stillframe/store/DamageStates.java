package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Recovers a journal that is damaged in its middle, beside an older one that was, and again in
 * every state that SIGKILL or a power cut may leave of that, twice. What stands before the damage
 * always does, and the damaged file is kept.
 */
final class DamageStates {
  private static final UUID IDENTITY = new UUID(7, 9);

  private final Path name;
  private final Path journal;
  private final Path older;
  private final Path corrupt;
  private final UnaryOperator<Disk> seam;
  private final Set<Object> seen = new HashSet<>();
  private ByteBuffer damaged;

  DamageStates(Path name, UnaryOperator<Disk> seam) {
    this.name = name;
    this.journal = JournalFiles.path(name);
    this.older = name.resolveSibling(journal.getFileName() + ".corrupt");
    this.corrupt = name.resolveSibling(journal.getFileName() + ".corrupt-2");
    this.seam = seam;
  }

  int count() {
    return seen.size();
  }

  void explore() throws IOException {
    CrashDisk disk = new CrashDisk(512);
    try (DiskFile file = disk.create(older)) {
      file.write(ByteBuffer.allocate(8), 0);
      file.sync();
    }
    try (Journal writer = open(disk)) {
      writer.recover(IDENTITY);
      writer.append(List.of(record(1), record(2)));
      writer.append(List.of(record(3)));
      writer.append(List.of(record(4)));
    }
    try (DiskFile file = disk.open(journal, true)) {
      file.write(ByteBuffer.allocate(8), file.size() - 400); // In record 3.
      file.sync();
    }
    disk.syncDirectory(name.getParent());
    damaged = content(disk, journal).orElseThrow();
    recover(disk, 2);
  }

  private Journal open(Disk disk) throws IOException {
    return Journal.open(disk, name, JournalSync.EACH_BATCH, () -> 5);
  }

  private static StateRecord record(long number) {
    byte[] bytes = new byte[300];
    Arrays.fill(bytes, (byte) number);
    return new StateRecord(number, false, bytes);
  }

  private void recover(CrashDisk disk, int crashes) throws IOException {
    List<CrashDisk> points = new ArrayList<>(List.of(disk.copy()));
    disk.observe(() -> points.add(disk.copy()));
    boolean isDamaged = damaged.equals(content(disk, journal).orElseThrow());
    try (Journal writer = open(seam.apply(disk))) {
      Journal.Recovery recovery = writer.recover(IDENTITY);
      assertEquals(2, recovery.durable());
      assertEquals(isDamaged, recovery.damage().isPresent());
      recovery.damage().ifPresent(damage -> assertEquals(4, damage.lastLost()));
      points.add(disk.copy());
    }
    assertEquals(Optional.of(damaged), content(disk, corrupt));
    if (crashes > 0) {
      for (CrashDisk point : points) {
        List<CrashDisk> left = point.afterCut();
        left.add(point);
        for (CrashDisk crashed : left) {
          look(crashed, crashes);
        }
      }
    }
  }

  private void look(CrashDisk crashed, int crashes) throws IOException {
    if (seen.add(List.of(crashed.key(), crashes))) {
      boolean isKept = false;
      for (Path path : List.of(journal, corrupt)) {
        isKept |= Optional.of(damaged).equals(content(crashed, path));
      }
      assertTrue(isKept, "the damaged file is gone");
      recover(crashed, crashes - 1);
    }
  }

  private static Optional<ByteBuffer> content(Disk disk, Path path) throws IOException {
    if (disk.inode(path).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(path, false)) {
      return Optional.of(file.map(file.size()));
    }
  }
}
