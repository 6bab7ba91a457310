package dev.stillframe.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the checkout is: Maven runs tests in a module's directory, make runs them at the root. */
public final class Checkout {
  private Checkout() {}

  /** The nearest directory, from the current one upwards, that holds the specs and the Makefile. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, directory -> directory != null, Path::getParent)
        .filter(directory -> Files.isDirectory(directory.resolve("spec-tla")))
        .filter(directory -> Files.isRegularFile(directory.resolve("Makefile")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not inside a Stillframe checkout: " + here));
  }
}
