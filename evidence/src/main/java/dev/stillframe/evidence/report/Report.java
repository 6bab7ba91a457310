package dev.stillframe.evidence.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.resolve.ResourceCodeResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the page: one file that needs no other and no network.
 *
 * <p>The templates are compiled when the page is written, with the compiler of the JDK that builds
 * the project: escaping is chosen for each place at which a value stands.
 */
public final class Report {
  private static final String TEMPLATES = "dev/stillframe/evidence/report";

  private Report() {}

  /** Writes a page. */
  public static void write(Path file, Page page) throws IOException {
    Path classes = Files.createTempDirectory("stillframe-report");
    try {
      TemplateEngine engine =
          TemplateEngine.create(
              new ResourceCodeResolver(TEMPLATES),
              classes,
              ContentType.Html,
              Report.class.getClassLoader());
      engine.setTrimControlStructures(true);
      StringOutput html = new StringOutput();
      engine.render("page.jte", page, html);
      Files.createDirectories(file.getParent());
      Files.writeString(file, html.toString());
    } finally {
      remove(classes);
    }
  }

  private static void remove(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
