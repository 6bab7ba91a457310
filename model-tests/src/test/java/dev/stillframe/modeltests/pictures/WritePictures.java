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
 * Draws the counterexamples: {@code make explorer} the page to step through them, {@code make
 * pictures} the pictures beside their pages in docs. No TLC is needed: the traces are in the tree.
 */
public final class WritePictures {
  /** Parts whose violations may have a behaviour to step through. */
  private static final List<String> OTHERS = List.of("traces", "replay");

  private WritePictures() {}

  /** The arguments: {@code svg}, or {@code page} and the file that it is written to. */
  public static void main(String[] args) throws IOException {
    Path root = Checkout.root();
    if (args[0].equals("svg")) {
      for (Story story : stories(documented(root))) {
        Files.writeString(svg(root, story.file().id()), Strip.svg(story));
      }
    } else {
      Path page = Path.of(args[1]);
      Files.createDirectories(page.toAbsolutePath().getParent());
      write(page, root);
    }
  }

  /** Beside the page stands a list of what it has, so that the report can link to it. */
  private static void write(Path page, Path root) throws IOException {
    List<Story> stories = stories(all(root));
    Files.writeString(page, Pages.html(root.resolve("spec-tla"), stories));
    Files.write(
        page.resolveSibling(Stories.FILE),
        stories.stream().map(story -> story.file().id()).toList());
  }

  /**
   * What TLC has found besides what it should comes first, and what has a page in the tree next.
   */
  static List<Path> all(Path root) throws IOException {
    List<Path> files = new ArrayList<>(traces(TraceFile.directory(root, "check")));
    files.addAll(documented(root));
    for (String part : OTHERS) {
      files.addAll(traces(TraceFile.directory(root, part)));
    }
    return files;
  }

  static Path svg(Path root, String id) {
    return TraceFile.file(root, id).resolveSibling(id + ".svg");
  }

  static List<Path> documented(Path root) throws IOException {
    return traces(root.resolve("docs/counterexamples"));
  }

  static List<Story> stories(List<Path> files) throws IOException {
    List<Story> stories = new ArrayList<>();
    for (Path file : files) {
      stories.add(new Story(TraceFile.read(file)));
    }
    return stories;
  }

  private static List<Path> traces(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
