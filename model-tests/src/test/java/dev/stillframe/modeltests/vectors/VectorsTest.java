package dev.stillframe.modeltests.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.PrintedStates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors in the tree are those that the specs give. */
final class VectorsTest {
  @Test
  void areRegeneratedByteForByte() throws Exception {
    assumeFalse(PrintedStates.isReplaced(), "another TLC may find states in another order");
    Path root = Checkout.root();
    String manifest = Files.readString(WriteVectors.file(root));
    String expected = WriteVectors.manifest(root);
    List<String> inTree = manifest.lines().toList();
    List<String> generated = expected.lines().toList();
    for (int i = 0; i < Math.min(inTree.size(), generated.size()); i++) {
      assertEquals(generated.get(i), inTree.get(i), "line " + (i + 1) + "; run make vectors");
    }
    assertEquals(expected, manifest, "run make vectors");
  }
}
