package dev.stillframe.remap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host in this process, and clients in processes of their own. */
class RunsTest {
  private static final long IMAGES = 1_000;
  private static final long PROCESSES = 5;
  private static final long SEEN_BY_THEN = 100_000;

  @BeforeAll
  static void requireKernel() {
    try {
      Userfault.open().close();
    } catch (IOException e) {
      abort(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "garbage",
        "grow",
        "transactions",
        "kill-client",
        "kill-host",
        "hang-host",
        "leave"
      })
  void holds(String run) throws IOException {
    long number = run.startsWith("kill") || run.equals("leave") ? PROCESSES : IMAGES;
    assertEquals(0, Runs.run(run, number).violations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "resolve-early", "no-sequence", "keep-the-copy"})
  void isSeenToFail(String twin) throws IOException {
    assertTrue(Runs.run(twin, SEEN_BY_THEN).violations() > 0);
  }

  @Test
  void aSecondClientIsRefused() throws IOException {
    try (World world = new World();
        FileChannel channel = world.open();
        RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start("order");
      world.next(capture);
      IOException refused =
          assertThrows(IOException.class, () -> RemapClient.open(world.file, world.socket, 0));
      assertTrue(refused.getMessage().contains("in use by another client"), refused::getMessage);
    }
  }
}
