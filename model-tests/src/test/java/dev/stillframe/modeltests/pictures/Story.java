package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.Difference;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.Trace.State;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A counterexample as pictures, one for each state, all in one layout. */
final class Story {
  private final TraceFile file;
  private final List<Scene> scenes;
  private final Layout layout;

  Story(TraceFile file) {
    this.file = file;
    Picture picture = Picture.of(file.module());
    scenes =
        Stream.iterate(0, i -> i + 1).limit(states().size()).map(i -> draw(picture, i)).toList();
    layout = new Layout(scenes);
  }

  /** What has no picture that fits is shown by its values. */
  private Scene draw(Picture picture, int step) {
    View view = new View(states().get(Math.max(0, step - 1)), states().get(step));
    try {
      return picture.draw(view);
    } catch (IllegalArgumentException | NullPointerException notThisModule) {
      return new ValuesPicture().draw(view);
    }
  }

  TraceFile file() {
    return file;
  }

  List<State> states() {
    return file.trace().states();
  }

  int height() {
    return layout.height();
  }

  /** The elements of the picture after a step. */
  List<String> elements(int step) {
    return layout.elements(scenes.get(step));
  }

  /** What a step changed, in words, with code in backticks. */
  List<String> changes(int step) {
    List<String> changes = new ArrayList<>();
    if (step > 0) {
      State before = states().get(step - 1);
      states()
          .get(step)
          .variables()
          .forEach(
              (name, value) -> changes.addAll(changes(name, before.variables().get(name), value)));
    }
    return changes;
  }

  /** What the last state of a run that is not explained has in addition is no change. */
  private static List<String> changes(String name, TlaValue before, TlaValue now) {
    return before == null
        ? List.of(String.format(Locale.ROOT, "`%s` is `%s`", name, now))
        : Difference.between(name, before, now);
  }

  /** What is to be said of the last state. */
  String ending() {
    String ending = file.trace().ending().replace("**", "");
    return ending.isEmpty() ? "Here " + file.property() + " is violated." : ending;
  }
}
