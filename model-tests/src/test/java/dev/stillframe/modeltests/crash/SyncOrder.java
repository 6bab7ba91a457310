package dev.stillframe.modeltests.crash;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/**
 * SIGKILL cannot show that a sync is missing. The order of the calls does: when the host removes
 * the memory, it relies on the disk alone, and all that it wrote there must be synced.
 */
final class SyncOrder {
  /** The mark of the twin store is cleared after the sync, and need not be durable. */
  private static final String MARK = ", 24, 80)";

  private final Path memory;
  private final Map<Integer, Path> open = new HashMap<>();
  private final Set<Path> unsynced = new HashSet<>();

  private SyncOrder(Path memory) {
    this.memory = memory;
  }

  /** Returns how many syncs there were. */
  static long check(List<SystemCall> calls, Path memory) {
    SyncOrder order = new SyncOrder(memory);
    for (SystemCall call : calls) {
      if (call.is("unlink") && call.path().equals(memory.toString())) {
        if (!order.unsynced.isEmpty()) {
          throw new AssertionFailedError(
              "the memory is removed, and not synced is " + order.unsynced);
        }
        return calls.stream().filter(each -> each.is("fsync")).count();
      }
      order.follow(call);
    }
    throw new IllegalStateException("the memory was never removed: " + calls);
  }

  private void follow(SystemCall call) {
    switch (call.name()) {
      case "openat" -> opened(call);
      case "close" -> open.remove(call.descriptor());
      case "fsync" -> unsynced.remove(open.get(call.descriptor()));
      case "pwrite64", "write", "ftruncate" -> {
        Path file = open.get(call.descriptor());
        if (file != null && !call.text().contains(MARK)) {
          changed(file);
        }
      }
      case "rename" -> {
        changed(Path.of(call.path()).getParent());
        // What was synced by its old name, or was not, goes on under the new one.
        requireSynced(Path.of(call.path()));
      }
      case "link" -> changed(Path.of(call.path()).getParent());
      default -> {}
    }
  }

  private void opened(SystemCall call) {
    Path file = Path.of(call.path());
    if (call.result() >= 0) {
      open.put((int) call.result(), file);
    }
    if (call.text().contains("O_CREAT") && !call.text().contains(".lock\"")) {
      changed(file.getParent());
    }
  }

  /** The memory is on no disk, and nothing of it has to be durable. */
  private void changed(Path file) {
    if (!file.startsWith(memory.getParent())) {
      unsynced.add(file);
    }
  }

  private void requireSynced(Path file) {
    if (unsynced.contains(file)) {
      throw new AssertionFailedError("it is renamed, and not synced is " + file);
    }
  }
}
