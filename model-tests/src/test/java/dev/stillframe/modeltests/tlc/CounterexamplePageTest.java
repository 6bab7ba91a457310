package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CounterexamplePageTest {

  @Test
  void aViolationIsToldStepByStep() throws Exception {
    assertEquals(
        """
        # shrinks

        A test.

        | | |
        |---|---|
        | violated | `GrowProp` |
        | claims | Q1 |
        | steps | 4 |
        | model | `Counter` with `spec-tla/shrinks.cfg` |
        | reproduce | `make check SPEC=shrinks` |

        ## At first

        - `count = 0`

        ## Then

        1. **Step**: `count`: `0` → `1`
        2. **Step**: `count`: `1` → `2`
        3. **Step**: `count`: `2` → `3`
        4. **Reset**: `count`: `3` → `0`

        Here `GrowProp` is violated.
        """,
        page("shrinks", "GrowProp"));
  }

  @Test
  void aLoopIsNamed() throws Exception {
    String page = page("turns", "RestProp");
    assertTrue(
        page.endsWith("Then **Reset** leads back to the initial state, and so on for ever.\n"),
        page);
  }

  @Test
  void aStandstillIsNamed() throws Exception {
    String page = page("starves", "ReturnProp");
    assertTrue(page.contains("From here on nothing happens"), page);
  }

  private static String page(String config, String property) throws Exception {
    Path specs = TinySpecs.directory();
    Model model = TinySpecs.negative(config, property);
    return CounterexamplePage.of(model, Trace.of(Tlc.run(specs, model).output()));
  }
}
