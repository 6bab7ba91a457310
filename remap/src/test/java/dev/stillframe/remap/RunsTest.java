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

  private static void requireHolds(String run, long number) throws Exception {
    assertEquals(0, Runs.run(run, number).violations());
  }

  @Test
  void anImageIsTheMemoryAtOneInstant() throws Exception {
    requireHolds("order", IMAGES);
  }

  @Test
  void alsoWhileTheClientCollectsGarbage() throws Exception {
    requireHolds("garbage", IMAGES);
  }

  @Test
  void alsoWhileTheMemoryGrows() throws Exception {
    requireHolds("grow", IMAGES);
  }

  @Test
  void transactionsAreWhole() throws Exception {
    requireHolds("transactions", IMAGES);
  }

  @Test
  void aClientThatDiesLeavesNoTornImage() throws Exception {
    requireHolds("kill-client", PROCESSES);
  }

  @Test
  void aClientThatGoesLeavesNoTornImage() throws Exception {
    requireHolds("leave", PROCESSES);
  }

  @Test
  void aHostThatDiesReleasesItsClient() throws Exception {
    requireHolds("kill-host", PROCESSES);
  }

  @Test
  void aHostThatHangsIsKilled() throws Exception {
    requireHolds("hang-host", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "resolve-early", "no-sequence", "keep-the-copy"})
  void isSeenToFail(String twin) throws Exception {
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
