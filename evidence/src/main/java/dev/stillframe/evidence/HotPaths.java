package dev.stillframe.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The classes of which docs/performance.md has figures. The page names those that have changed
 * since it was measured.
 */
public final class HotPaths {
  /** A module, and a class in {@code dev.stillframe} there. */
  static final List<String> CLASSES =
      List.of(
          "cli:cli/capture/Captures",
          "cli:cli/host/Host",
          "cli:cli/command/HostArguments",
          "cli:cli/memory/MemoryCopy",
          "cli:cli/capture/MemoryView",
          "cli:cli/host/Preparation",
          "cli:cli/host/Snapshot",
          "cli:cli/host/SnapshotRestoration",
          "impl:memory/BufferMemory",
          "impl:memory/PagedImage",
          "impl:queue/DescriptorScan",
          "impl:queue/QueueCapture",
          "impl:queue/QueueClient",
          "impl:queue/QueueWriter",
          "impl:record/RecordBatch",
          "impl:store/ReplaceStore",
          "impl:store/Seal",
          "impl:store/Sealing",
          "impl:store/Snapshots",
          "impl:store/TwinImages",
          "impl:store/TwinPublication",
          "impl:store/TwinStore",
          "impl:triple/Control",
          "impl:triple/RecordCursor",
          "impl:triple/TripleHost",
          "impl:triple/TripleWriter",
          "remap:remap/RemapCapture",
          "remap:remap/Snapshot",
          "remap:remap/Userfault");

  private HotPaths() {}

  /**
   * Returns a line for the page: the classes and what they are now, as the compiler sees them.
   * Comments and layout do not count.
   *
   * @param root of the checkout
   * @return a comment that readers do not see
   */
  public static String stamp(Path root) {
    StringBuilder stamp = new StringBuilder("<!-- measured:");
    for (String name : CLASSES) {
      stamp.append(' ').append(name).append('=').append(digest(root, name));
    }
    return stamp.append(" -->").toString();
  }

  /**
   * Says which of the measured classes have changed since a page was written.
   *
   * @param page with the stamp of its sources
   * @param root of the checkout
   * @return a sentence for readers of the page
   */
  public static String changes(String page, Path root) {
    List<String> changed =
        CLASSES.stream()
            .filter(name -> !page.contains(" " + name + "=" + digest(root, name) + " "))
            .map(name -> "`" + name.substring(name.lastIndexOf('/') + 1) + "`")
            .toList();
    return changed.isEmpty()
        ? "No class that is measured here has changed since."
        : "Changed since these figures were measured, so `make bench` may find others: "
            + String.join(", ", changed)
            + ".";
  }

  private static String digest(Path root, String name) {
    try {
      byte[] code = code(Files.readString(file(root, name))).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(code), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path root, String name) {
    return root.resolve(name.replace(":", "/src/main/java/dev/stillframe/") + ".java");
  }

  /** None of these classes has a string with a comment's beginning in it. */
  static String code(String source) {
    return source
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("//[^\n]*", "")
        .replaceAll("\\s+", " ");
  }
}
