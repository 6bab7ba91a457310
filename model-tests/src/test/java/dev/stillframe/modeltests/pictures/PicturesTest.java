package dev.stillframe.modeltests.pictures;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.Trace.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Path ROOT = Checkout.root();

  private final List<Story> stories;

  PicturesTest() throws IOException {
    stories = Traces.stories();
  }

  @Test
  void thePictureOfAModuleFitsEveryStateOfIt() {
    for (Story story : stories) {
      Picture picture = Picture.of(story.file().module());
      List<State> states = story.states();
      for (int i = 0; i < states.size(); i++) {
        View view = new View(states.get(Math.max(0, i - 1)), states.get(i));
        assertDoesNotThrow(() -> picture.draw(view), story.file()::id);
      }
    }
  }

  @Test
  void everyStepHasTheRuleThatItFollows() throws IOException {
    SpecText spec = new SpecText(ROOT.resolve("spec-tla"));
    for (Story story : stories) {
      for (State state : story.states().subList(1, story.states().size())) {
        assertNotNull(
            spec.find(story.file().module(), state.action()),
            () -> story.file().id() + ": " + state.action());
      }
    }
  }

  @Test
  void aWordOfAnotherCommitIsMarkedWhereItIsPersisted() throws IOException {
    Story torn = story("queue-invalidate");
    int last = torn.file().trace().steps();
    assertTrue(torn.elements(last).stream().anyMatch(element -> element.contains("broken")));
    assertTrue(torn.elements(last - 1).stream().noneMatch(element -> element.contains("broken")));
  }

  @Test
  void whatAPowerCutMayTakeIsMarkedUntilItIsSynced() throws IOException {
    Story synced = story("journal-check-batch");
    assertTrue(isDirty(synced, action(synced, "WriteNew")));
    assertFalse(isDirty(synced, action(synced, "SyncDirectory")));
  }

  @Test
  void nothingMovesFromStepToStep() throws IOException {
    Story story = story("triple-count-as-taken");
    List<String> first = labels(story, 0);
    assertTrue(first.size() > 5);
    for (int step = 1; step <= story.file().trace().steps(); step++) {
      assertEquals(first, labels(story, step));
    }
  }

  private static List<String> labels(Story story, int step) {
    return story.elements(step).stream().filter(part -> part.contains("'label'")).toList();
  }

  private static boolean isDirty(Story story, int step) {
    return story.elements(step).stream().anyMatch(element -> element.contains("dirty"));
  }

  private static int action(Story story, String action) {
    return story.states().stream().map(State::action).toList().indexOf(action);
  }

  private static Story story(String id) throws IOException {
    return Traces.story(id);
  }
}
