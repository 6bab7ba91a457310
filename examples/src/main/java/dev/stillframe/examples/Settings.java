package dev.stillframe.examples;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Lists, gets and sets the keys of a {@link MappedKeySet}. */
public final class Settings {
  private static final String USAGE =
      "usage: Settings FILE [KEY [VALUE]]\n"
          + "  lists all keys of FILE, prints the value of KEY, or sets KEY to VALUE";

  private Settings() {}

  /**
   * Runs the program; exit code 1 if there is no such key, or if the file cannot be read or
   * written.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    if (args.length < 1 || args.length > 3) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path file = Path.of(args[0]);
    try (MappedKeySet settings = open(file)) {
      if (args.length == 1) {
        settings.toMap().forEach((key, value) -> System.out.println(key + " = " + value));
      } else if (args.length == 2) {
        print(settings.value(args[1]));
      } else {
        settings.with(args[1], args[2]).set(file);
      }
    } catch (IOException e) {
      System.err.println("settings: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void print(Optional<String> value) {
    if (value.isEmpty()) {
      System.err.println("settings: no such key");
      System.exit(1);
    }
    System.out.println(value.get());
  }

  private static MappedKeySet open(Path file) throws IOException {
    try {
      return MappedKeySet.get(file);
    } catch (NoSuchFileException e) {
      return MappedKeySet.of(Map.of());
    }
  }
}
