package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of {@link CrashDisk}: what processes see of it, and for each unit what a power cut may
 * leave. A unit is what gets to the disk as a whole: the first sector for itself, since the head
 * lies in it, then the rest of page 0, then pages; or each sector for itself.
 */
final class CrashFile {
  /** The content of a unit; one object for equal contents, so that states are quickly compared. */
  static final class Unit {
    private static final Map<ByteBuffer, Unit> ALL = new HashMap<>();
    private final byte[] bytes;

    private Unit(byte[] bytes) {
      this.bytes = bytes;
    }

    static Unit of(byte[] bytes) {
      return ALL.computeIfAbsent(ByteBuffer.wrap(bytes), key -> new Unit(bytes));
    }

    /** Forgets all contents; files from before must not be used any more. */
    static void forget() {
      ALL.clear();
    }
  }

  private static final int SECTOR = 512;

  private final int page;
  private final List<Unit> units = new ArrayList<>();
  private final List<Set<Unit>> disk = new ArrayList<>();
  private final Set<Integer> due = new HashSet<>();
  private TreeSet<Integer> sizes = new TreeSet<>(Set.of(0));
  private int size;

  /** An empty file whose units, but the first, are of a page or of a sector. */
  CrashFile(int page) {
    this.page = page;
  }

  private int unitAt(int at) {
    return at < SECTOR || page == SECTOR ? at / SECTOR : 1 + at / page;
  }

  private int start(int unit) {
    if (page == SECTOR) {
      return unit * SECTOR;
    }
    return unit == 0 ? 0 : unit == 1 ? SECTOR : (unit - 1) * page;
  }

  private int length(int unit) {
    return start(unit + 1) - start(unit);
  }

  private int unitsOf(int size) {
    return size == 0 ? 0 : unitAt(size - 1) + 1;
  }

  int size() {
    return size;
  }

  CrashFile copy() {
    CrashFile copy = new CrashFile(page);
    copy.units.addAll(units);
    for (Set<Unit> versions : disk) {
      copy.disk.add(new LinkedHashSet<>(versions));
    }
    copy.due.addAll(due);
    copy.sizes = new TreeSet<>(sizes);
    copy.size = size;
    return copy;
  }

  void read(ByteBuffer target, int at) {
    for (int from = at; target.hasRemaining() && from < size; ) {
      int unit = unitAt(from);
      int to = Math.min(Math.min(start(unit + 1), size), from + target.remaining());
      target.put(units.get(unit).bytes, from - start(unit), to - from);
      from = to;
    }
  }

  /** Writes what lies within the unit of a position; returns where it ends. */
  int writeUnit(ByteBuffer bytes, int at) {
    int unit = unitAt(at);
    int to = Math.min(start(unit + 1), at + bytes.remaining());
    grow(to);
    byte[] content = units.get(unit).bytes.clone();
    bytes.get(content, at - start(unit), to - at);
    set(unit, Unit.of(content));
    return to;
  }

  private void set(int unit, Unit content) {
    units.set(unit, content);
    disk.get(unit).add(content);
    due.add(unit);
  }

  private void grow(int to) {
    while (units.size() < unitsOf(to)) {
      Unit zero = Unit.of(new byte[length(units.size())]);
      units.add(zero);
      disk.add(new LinkedHashSet<>(Set.of(zero)));
    }
    if (to > size) {
      size = to;
      sizes.add(to);
    }
  }

  void setSize(int to) {
    grow(to);
    for (int unit = unitsOf(to); unit < units.size(); unit++) {
      set(unit, Unit.of(new byte[length(unit)])); // Reads as zeros when the file grows again.
    }
    size = to;
    sizes.add(to);
  }

  void sync() {
    for (int unit : due) {
      if (start(unit) < size) {
        disk.set(unit, new LinkedHashSet<>(Set.of(units.get(unit))));
      }
    }
    sizes = new TreeSet<>(Set.of(size));
    due.clear();
  }

  /** What was to be written counts as written, and nobody knows what of it was. */
  void syncFails() {
    due.clear();
  }

  /** All that a power cut may leave. */
  List<CrashFile> afterCut() {
    List<CrashFile> all = new ArrayList<>();
    for (int left : sizes) {
      List<List<Unit>> contents = new ArrayList<>(List.of(List.of()));
      for (int unit = 0; unit < unitsOf(left); unit++) {
        contents = extended(contents, disk.get(unit));
      }
      contents.forEach(content -> all.add(durable(content, left)));
    }
    return all;
  }

  private static List<List<Unit>> extended(List<List<Unit>> contents, Set<Unit> versions) {
    List<List<Unit>> longer = new ArrayList<>();
    for (List<Unit> content : contents) {
      for (Unit version : versions) {
        List<Unit> one = new ArrayList<>(content);
        one.add(version);
        longer.add(one);
      }
    }
    return longer;
  }

  private CrashFile durable(List<Unit> content, int size) {
    CrashFile file = new CrashFile(page);
    file.units.addAll(content);
    content.forEach(unit -> file.disk.add(new LinkedHashSet<>(Set.of(unit))));
    file.size = size;
    file.sizes = new TreeSet<>(Set.of(size));
    return file;
  }

  /** Equal for files of which everything is equal, also what a power cut may leave. */
  Object key() {
    return Arrays.asList(size, List.copyOf(units), List.copyOf(disk), Set.copyOf(due), sizes);
  }
}
