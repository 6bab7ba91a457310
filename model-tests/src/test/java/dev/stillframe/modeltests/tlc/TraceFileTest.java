package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The traces in the tree are those of the pages, so whatever is drawn of them is, too. */
class TraceFileTest {
  private static final Path ROOT = Checkout.root();

  @Test
  void everyPageIsThatOfItsTrace() throws IOException {
    for (Model model : Manifest.read(ROOT.resolve("spec-tla")).negatives()) {
      TraceFile file = TraceFile.read(TraceFile.file(ROOT, model.id()));
      assertEquals(
          Files.readString(CounterexamplePage.file(ROOT, model)),
          CounterexamplePage.of(model, file.trace()),
          () -> model.id() + ": run make counterexamples SPEC=" + model.id());
    }
  }

  @Test
  void aTraceComesBackAsItWasWritten() throws IOException {
    for (Model model : Manifest.read(ROOT.resolve("spec-tla")).negatives()) {
      Path file = TraceFile.file(ROOT, model.id());
      TraceFile read = TraceFile.read(file);
      assertEquals(TraceFile.of(model, read.trace()).text(), Files.readString(file));
    }
  }
}
