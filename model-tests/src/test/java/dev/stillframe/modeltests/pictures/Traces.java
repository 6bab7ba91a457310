package dev.stillframe.modeltests.pictures;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Counterexamples for tests of the page: at least one for each picture. They are copies of what
 * {@code make check} leaves in {@code target/check/counterexamples}; copy them again when a step of
 * their spec gets another name.
 */
final class Traces {
  private static final Path DIRECTORY =
      Checkout.root().resolve("model-tests/src/test/resources/traces");

  private Traces() {}

  static List<Story> stories() throws IOException {
    return WritePictures.stories(WritePictures.traces(DIRECTORY));
  }

  static Story story(String id) throws IOException {
    return new Story(TraceFile.read(DIRECTORY.resolve(id + ".json")));
  }
}
