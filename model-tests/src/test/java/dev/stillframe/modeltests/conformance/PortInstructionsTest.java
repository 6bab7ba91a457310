package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.modeltests.orderings.CAccesses;
import dev.stillframe.modeltests.orderings.CAccesses.Access;
import dev.stillframe.modeltests.orderings.Orderings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Each ordered access of the C port is an instruction that orders, as a compiler for AArch64 makes
 * it: x86 forgives what is missing there.
 */
@Tag("conformance")
final class PortInstructionsTest {
  private final Path source = Checkout.root().resolve(CAccesses.SOURCE);

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicTest> instructions() throws IOException {
    if (!System.getProperty("port", "").isEmpty()) {
      return Stream.empty();
    }
    return new Checks("conformance")
        .tells("port-c-aarch64", "memory model", this::shipped)
        .fails("port-c-aarch64-relaxed", "memory model", this::relaxed)
        .asMoreOf("conformance");
  }

  private List<Access> ordered() throws IOException {
    return CAccesses.find(Files.readAllLines(source)).stream()
        .filter(access -> Orderings.isOrdered(access.mode()))
        .toList();
  }

  private List<String> complaints(Path compiled) throws IOException {
    try {
      String missing = CompiledPort.missing();
      if (missing != null) {
        throw new TestAbortedException(missing);
      }
      return CompiledPort.of(compiled, source.getParent(), scratch).complaints(ordered());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Outcome shipped() throws IOException {
    assertEquals(List.of(), complaints(source));
    int count = ordered().size();
    return new Outcome(
        count, String.format(Locale.ROOT, "%d accesses, each ordered by an instruction", count));
  }

  /** Every one is relaxed, and every one must be missed. */
  private long relaxed() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(source));
    for (Access access : ordered()) {
      lines.set(
          access.last() - 1,
          lines.get(access.last() - 1).replaceFirst("memory_order_\\w+", "memory_order_relaxed"));
    }
    Path weakened = Files.write(scratch.resolve("relaxed.c"), lines);
    List<String> complaints = complaints(weakened);
    if (complaints.size() != ordered().size()) {
      throw new IllegalStateException("of " + ordered() + " only these are missed: " + complaints);
    }
    throw new AssertionFailedError(
        complaints.size() + " accesses are ordered by no instruction, first " + complaints.get(0));
  }
}
