package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.tlc.Trace.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page that tells people what goes wrong in one negative configuration, step by step. */
final class CounterexamplePage {
  private static final Pattern STEPS = Pattern.compile("(?m)^\\| steps \\| (\\d+) \\|$");

  private CounterexamplePage() {}

  static Path file(Path root, Model model) {
    return directory(root).resolve(model.id() + ".md");
  }

  static Path directory(Path root) {
    return root.resolve("docs").resolve("counterexamples");
  }

  static Path indexFile(Path root) {
    return directory(root).resolve("README.md");
  }

  /** The page for what TLC found just now. */
  static String of(Model model, Trace trace) {
    StringBuilder page = new StringBuilder();
    page.append(
        String.format(
            Locale.ROOT,
            """
        # %s

        %s

        | | |
        |---|---|
        | violated | `%s` |
        | claims | %s |
        | steps | %d |
        | model | `%s` with `spec-tla/%s` |
        | reproduce | `make check SPEC=%s` |

        ## At first

        """,
            model.id(),
            model.about(),
            model.property(),
            String.join(", ", model.claims()),
            trace.steps(),
            model.module(),
            model.config(),
            model.id()));
    trace
        .states()
        .get(0)
        .variables()
        .forEach(
            (name, value) -> page.append(String.format(Locale.ROOT, "- `%s = %s`\n", name, value)));
    page.append("\n## Then\n\n");
    for (int i = 1; i < trace.states().size(); i++) {
      page.append(step(i, trace.states().get(i - 1), trace.states().get(i)));
    }
    if (!trace.ending().isEmpty()) {
      page.append("\n").append(trace.ending()).append("\n");
    } else {
      page.append(String.format(Locale.ROOT, "\nHere `%s` is violated.\n", model.property()));
    }
    return page.toString();
  }

  private static String step(int number, State before, State after) {
    String changes =
        after.variables().entrySet().stream()
            .flatMap(
                variable ->
                    Difference.between(
                        variable.getKey(),
                        before.variables().get(variable.getKey()),
                        variable.getValue())
                        .stream())
            .collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "%d. **%s**: %s\n",
        number,
        after.action(),
        changes.isEmpty() ? "nothing changes" : changes);
  }

  /** The index of all pages; the numbers of steps are those of the pages. */
  static String index(Path root, List<Model> negatives) throws IOException {
    StringBuilder index =
        new StringBuilder(
            """
            # Counterexamples

            Each of these models is the correct one with one rule switched off, and TLC must find the
            violation named here, or `make check` fails. Those with *debug* in their name are probes:
            the correct model with a property that is false on purpose, which shows that the behaviour
            in question is reached at all. `make counterexamples` writes these pages from TLC's
            output, each trace as short as TLC finds it with one worker. Beside each page there is the
            trace as data (`.json`) and a picture of the decisive steps (`.svg`); `make explorer` makes a
            page to step through all of them.

            | counterexample | claims | violated | steps | what it is |
            |---|---|---|---|---|
            """);
    for (Model model : negatives) {
      index.append(
          String.format(
              Locale.ROOT,
              "| [%s](%s.md) | %s | `%s` | %s | %s |\n",
              model.id(),
              model.id(),
              String.join(", ", model.claims()),
              model.property(),
              steps(file(root, model)),
              model.about()));
    }
    return index.toString();
  }

  private static String steps(Path file) throws IOException {
    Matcher matcher = STEPS.matcher(Files.exists(file) ? Files.readString(file) : "");
    return matcher.find() ? matcher.group(1) : "?";
  }
}
