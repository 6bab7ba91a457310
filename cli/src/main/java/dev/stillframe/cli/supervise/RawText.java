package dev.stillframe.cli.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arguments and environment of this process as the bytes that they are. */
public final class RawText {
  private RawText() {}

  /** Returns the last arguments of this process. */
  static List<byte[]> arguments(int count) throws IOException {
    List<byte[]> all = strings("cmdline");
    return all.subList(all.size() - count, all.size());
  }

  /** Returns the environment that this process was given, as {@code name=value}. */
  static List<byte[]> environment() throws IOException {
    return strings("environ");
  }

  private static List<byte[]> strings(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc/self", file));
    List<byte[]> strings = new ArrayList<>();
    int begin = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        strings.add(Arrays.copyOfRange(bytes, begin, at));
        begin = at + 1;
      }
    }
    return strings;
  }

  /** Tells whether each character is one of ASCII, which every locale has. */
  static boolean isPlain(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  /**
   * Requires that Java has these arguments as they were given.
   *
   * @param arguments all of this process
   * @param count how many of them it takes for its own
   * @throws IOException that names the one which it has not, and says what to do
   */
  public static void requireCarried(List<String> arguments, int count) throws IOException {
    List<byte[]> raw = null;
    for (int i = 0; i < count; i++) {
      if (isPlain(arguments.get(i))) {
        continue;
      }
      raw = raw == null ? arguments(arguments.size()) : raw;
      if (!Arrays.equals(raw.get(i), arguments.get(i).getBytes(Escapes.SYSTEM))) {
        throw new IOException(
            "'"
                + new String(raw.get(i), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "*")
                + "' cannot be read as "
                + Escapes.SYSTEM
                + ", in which Java takes names here: set LC_ALL=C.UTF-8, or give a name in UTF-8");
      }
    }
  }

  /**
   * Requires that Java knows the directory that it works in, if a name is relative to it.
   *
   * @param name the name
   * @throws IOException if it does not, with what to set
   */
  public static void requireDirectory(Path name) throws IOException {
    String directory = System.getProperty("user.dir");
    boolean isSure = name.isAbsolute() || isPlain(directory) && directory.indexOf('?') < 0;
    if (!isSure && !isHere(directory)) {
      throw new IOException(
          "the name of the working directory cannot be read as "
              + Escapes.SYSTEM
              + ": set LC_ALL=C.UTF-8, or give an absolute name");
    }
  }

  private static boolean isHere(String directory) throws IOException {
    try {
      return Files.isSameFile(Path.of(directory), Path.of("/proc/self/cwd"));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return false;
    }
  }
}
