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
 * The classes of which docs/performance.md has figures, and whether these are of the sources now.
 */
public final class HotPaths {
  /** A module, and a class in {@code dev.stillframe} there. */
  static final List<String> CLASSES =
      List.of(
          "cli:cli/Captures",
          "cli:cli/Host",
          "cli:cli/HostArguments",
          "cli:cli/MemoryCopy",
          "cli:cli/MemoryView",
          "cli:cli/Preparation",
          "cli:cli/Snapshot",
          "cli:cli/SnapshotRestoration",
          "impl:memory/BufferMemory",
          "impl:memory/PagedImage",
          "impl:queue/DescriptorScan",
          "impl:queue/QueueCapture",
          "impl:queue/QueueClient",
          "impl:queue/QueueWriter",
          "impl:store/ReplaceStore",
          "impl:store/Seal",
          "impl:store/Sealing",
          "impl:store/Snapshots",
          "impl:store/TwinImages",
          "impl:store/TwinPublication",
          "impl:store/TwinStore",
          "impl:triple/Control",
          "impl:triple/RecordBatch",
          "impl:triple/RecordCursor",
          "impl:triple/TripleHost",
          "impl:triple/TripleWriter",
          "remap:remap/RemapCapture",
          "remap:remap/Snapshot",
          "remap:remap/Userfault");

  private HotPaths() {}

  /**
   * Digests what the compiler sees of these classes: comments and layout do not count.
   *
   * @param root of the checkout
   * @return 16 hexadecimal digits
   */
  public static String fingerprint(Path root) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : CLASSES) {
        digest.update(code(Files.readString(file(root, name))).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
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
