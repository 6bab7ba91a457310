package dev.stillframe.modeltests.pictures;

import java.util.List;
import java.util.Locale;

/** The decisive steps of a counterexample in one picture that stands for itself. */
final class Strip {
  private static final int MARGIN = 16;
  private static final int TITLE = 34;

  private Strip() {}

  static String svg(Story story) {
    List<Integer> steps = story.decisive();
    int width = Layout.WIDTH + 2 * MARGIN;
    int panel = story.height() + TITLE + MARGIN;
    int height = steps.size() * panel + MARGIN + TITLE;
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
            <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>
            <style>
            %s</style>
            <rect class='paper' width='%d' height='%d'/>
            """,
                width,
                height,
                Layout.escaped(story.file().id() + ": " + story.file().about()),
                Pages.resource("picture.css"),
                width,
                height));
    int y = MARGIN;
    for (int step : steps) {
      boolean isLast = step == story.file().trace().steps();
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class='title' x='%d' y='%d'>%d. %s</text>\n",
              MARGIN,
              y + 22,
              step,
              story.states().get(step).action()));
      svg.append(
          String.format(Locale.ROOT, "<g transform='translate(%d %d)'>\n", MARGIN, y + TITLE));
      story.elements(step).forEach(element -> svg.append(element).append('\n'));
      svg.append("</g>\n");
      y += panel;
      if (isLast) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<text class='ending' x='%d' y='%d'>%s</text>\n",
                MARGIN,
                y + MARGIN,
                Layout.escaped(story.ending())));
      }
    }
    return svg.append("</svg>\n").toString();
  }
}
