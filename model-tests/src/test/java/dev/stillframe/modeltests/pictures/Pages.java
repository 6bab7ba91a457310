package dev.stillframe.modeltests.pictures;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The page to step through counterexamples. It holds each element of a picture once, and of each
 * step which elements it has: its script only puts them in.
 */
final class Pages {
  private record Step(String action, List<String> changes, Integer spec, List<Integer> parts) {}

  private record Told(
      String id,
      String about,
      List<String> claims,
      String property,
      String command,
      String ending,
      int height,
      List<Step> steps) {}

  private record Book(
      int width, List<String> parts, List<SpecText.Definition> specs, List<Told> told) {}

  private final SpecText spec;
  private final Map<String, Integer> parts = new LinkedHashMap<>();
  private final Map<SpecText.Definition, Integer> specs = new LinkedHashMap<>();

  private Pages(Path specs) {
    spec = new SpecText(specs);
  }

  /** The page for some counterexamples, in their order. */
  static String html(Path specs, List<Story> stories) throws IOException {
    Pages pages = new Pages(specs);
    List<Told> told = new ArrayList<>();
    for (Story story : stories) {
      told.add(pages.told(story));
    }
    Book book =
        new Book(
            Layout.WIDTH,
            List.copyOf(pages.parts.keySet()),
            List.copyOf(pages.specs.keySet()),
            told);
    // Within a script nothing but this character could end it.
    String json = new ObjectMapper().writeValueAsString(book).replace("<", "\\u003c");
    return resource("explorer.html")
        .replace("/*picture.css*/", resource("picture.css"))
        .replace("/*explorer.js*/", resource("explorer.js"))
        .replace("/*data*/", json);
  }

  private Told told(Story story) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (int step = 0; step < story.states().size(); step++) {
      String action = story.states().get(step).action();
      SpecText.Definition definition = spec.find(story.file().module(), action);
      steps.add(
          new Step(
              action,
              story.changes(step),
              definition == null ? null : number(specs, definition),
              story.elements(step).stream().map(element -> number(parts, element)).toList()));
    }
    return new Told(
        story.file().id(),
        story.file().about(),
        story.file().claims(),
        story.file().property(),
        story.file().command(),
        story.ending(),
        story.height(),
        steps);
  }

  private static <T> int number(Map<T, Integer> numbers, T thing) {
    numbers.putIfAbsent(thing, numbers.size());
    return numbers.get(thing);
  }

  static String resource(String name) {
    try (InputStream file = Pages.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
