package dev.stillframe.remap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a host says on a kernel that lacks something, or does not let it: one sentence that names
 * it.
 */
class RequirementsTest {
  /** UFFDIO_API. */
  private static final String AGREE = "3222841919";

  @BeforeAll
  static void requireKernel() {
    RunsTest.requireKernel();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "323 | 38 | - | remap capture needs userfaultfd of the kernel",
        "323 | 1  | - | remap capture may not use userfaultfd",
        "16  | 22 | " + AGREE + " | remap capture needs Linux 6.4 or newer, for write protection",
        "434 | 38 | - | remap capture needs pidfd_getfd of the kernel",
        "438 | 38 | - | remap capture needs pidfd_getfd of the kernel",
        "438 | 1  | - | the host may not take the client's descriptor",
        "324 | 38 | - | remap capture needs membarrier of the kernel",
        "165 | 1  | - | nothing is missing"
      })
  void whatIsMissingIsNamed(String call, String error, String request, String said)
      throws Exception {
    Process process = World.program(Sandbox.class, List.of(call, error, request)).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.startsWith(said), out);
    assertEquals(1, out.lines().count(), out);
  }
}
