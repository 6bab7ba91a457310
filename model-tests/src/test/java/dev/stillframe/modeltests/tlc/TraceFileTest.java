package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  private static final Map<String, String> PROPERTIES =
      Map.of("shrinks", "GrowProp", "turns", "RestProp", "starves", "ReturnProp");

  @TempDir Path directory;

  @Test
  void aTraceComesBackAsItWasWritten() throws Exception {
    for (String config : List.of("shrinks", "turns", "starves")) {
      Model model = TinySpecs.negative(config, PROPERTIES.get(config));
      Trace trace = Trace.of(Tlc.run(TinySpecs.directory(), model).output());
      assertFalse(trace.states().isEmpty());
      TraceFile written = TraceFile.of(model, trace);
      written.writeTo(directory);
      assertEquals(written, TraceFile.read(directory.resolve(model.id() + ".json")));
    }
  }
}
