package dev.stillframe.modeltests.pictures;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.report.Stories;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the page to step through counterexamples: {@code make explorer}. TLC does not run for it:
 * the page shows the traces that the parts have left in {@code target}.
 */
public final class WritePictures {
  /** Parts whose violations may have a behaviour to step through. */
  private static final List<String> PARTS = List.of("check", "traces", "replay");

  private static final int NOTHING_TO_SHOW = 2;

  private WritePictures() {}

  /** The argument is the file to write. */
  public static void main(String[] args) throws IOException {
    Path page = Path.of(args[0]);
    Files.createDirectories(page.toAbsolutePath().getParent());
    write(page, Checkout.root());
  }

  /** Beside the page stands a list of what it has, so that the report can link to it. */
  private static void write(Path page, Path root) throws IOException {
    List<Story> stories = stories(all(root));
    if (stories.isEmpty()) {
      System.err.println("no part has left a counterexample: run make check first");
      System.exit(NOTHING_TO_SHOW);
    }
    Files.writeString(page, Pages.html(root.resolve("spec-tla"), stories));
    Files.write(
        page.resolveSibling(Stories.FILE),
        stories.stream().map(story -> story.file().id()).toList());
  }

  /** What TLC has found although it should not comes first. */
  private static List<Path> all(Path root) throws IOException {
    List<Path> files = new ArrayList<>(traces(TraceFile.unexpected(root)));
    for (String part : PARTS) {
      files.addAll(traces(TraceFile.directory(root, part)));
    }
    return files;
  }

  static List<Story> stories(List<Path> files) throws IOException {
    List<Story> stories = new ArrayList<>();
    for (Path file : files) {
      stories.add(new Story(TraceFile.read(file)));
    }
    return stories;
  }

  static List<Path> traces(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
