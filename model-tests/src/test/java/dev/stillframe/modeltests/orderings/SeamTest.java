package dev.stillframe.modeltests.orderings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.orderings.ByteCode.Step;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@link BufferMemory} does to memory what its table says. Every other engine puts another memory
 * in its place, or runs on hardware that forgives a weaker one. Each method has a test of its own,
 * so that a mutant of it is killed by that test and by nothing else.
 */
class SeamTest {
  private final SeamTable table = SeamTable.read(Checkout.root(), SeamTable.SEAM);
  private final Map<String, List<Step>> methods = methods();

  SeamTest() throws IOException {}

  private static Map<String, List<Step>> methods() throws IOException {
    try (InputStream file = BufferMemory.class.getResourceAsStream("BufferMemory.class")) {
      return ByteCode.methods(file.readAllBytes());
    }
  }

  /** Whatever could read or write the region, or order that. */
  static boolean reachesMemory(Step step) {
    return switch (step.owner()) {
      case "java/lang/invoke/VarHandle", "sun/misc/Unsafe", "java/lang/foreign/MemorySegment" ->
          true;
      case "java/nio/ByteBuffer", "java/nio/MappedByteBuffer" ->
          step.name().matches("(get|put|as|slice|duplicate).*");
      default -> false;
    };
  }

  private void assertDone(String method) {
    String complaint = table.complaint(method, methods);
    if (complaint != null) {
      fail(complaint);
    }
  }

  @Test
  void handle() {
    assertDone("<clinit>");
  }

  @Test
  void getOpaque() {
    assertDone("getOpaque");
  }

  @Test
  void getAcquire() {
    assertDone("getAcquire");
  }

  @Test
  void setOpaque() {
    assertDone("setOpaque");
  }

  @Test
  void setRelease() {
    assertDone("setRelease");
  }

  @Test
  void compareAndSetRelease() {
    assertDone("compareAndSetRelease");
  }

  @Test
  void getAndAddOpaque() {
    assertDone("getAndAddOpaque");
  }

  @Test
  void getAndAddAcquire() {
    assertDone("getAndAddAcquire");
  }

  @Test
  void getAndAddRelease() {
    assertDone("getAndAddRelease");
  }

  @Test
  void releaseFence() {
    assertDone("releaseFence");
  }

  @Test
  void acquireFence() {
    assertDone("acquireFence");
  }

  @Test
  void putBytes() {
    assertDone("putBytes");
  }

  @Test
  void getBytes() {
    assertDone("getBytes");
  }

  @Test
  void nothingElseReachesMemory() {
    assertEquals(List.of(), table.complaints(methods, SeamTest::reachesMemory));
  }

  @Test
  void everyAccessOfTheInterfaceHasARow() {
    Set<String> accesses =
        Arrays.stream(WordMemory.class.getMethods())
            .map(Method::getName)
            .filter(name -> !name.equals("size"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(accesses, new TreeSet<>(table.modes().keySet()));
  }

  /** No row stands in for another. */
  @Test
  void aMethodThatDoesWhatAnotherShouldIsFound() {
    for (String method : table.rows().keySet()) {
      for (String other : table.rows().keySet()) {
        if (!table.rows().get(other).steps().equals(table.rows().get(method).steps())) {
          Map<String, List<Step>> swapped = new LinkedHashMap<>(methods);
          swapped.put(method, methods.get(other));
          List<String> complaints = table.complaints(swapped, SeamTest::reachesMemory);
          assertEquals(1, complaints.size(), complaints::toString);
          assertEquals(method, complaints.get(0).split(" ")[0]);
        }
      }
    }
  }

  @Test
  void anAccessBesideTheTableIsFound() {
    for (Step step :
        List.of(
            new Step("java/lang/invoke/VarHandle", "getOpaque"),
            new Step("java/nio/ByteBuffer", "getLong"),
            new Step("java/nio/ByteBuffer", "put"),
            new Step("java/lang/foreign/MemorySegment", "get"),
            new Step("sun/misc/Unsafe", "getLong"))) {
      Map<String, List<Step>> more = new LinkedHashMap<>(methods);
      more.put("peek", List.of(step));
      assertEquals(
          List.of("peek reaches memory and has no row: " + step),
          table.complaints(more, SeamTest::reachesMemory));
    }
  }

  @Test
  void aMethodThatIsGoneIsFound() {
    Map<String, List<Step>> fewer = new LinkedHashMap<>(methods);
    fewer.remove("acquireFence");
    assertEquals(
        List.of("acquireFence has a row and is not there"),
        table.complaints(fewer, SeamTest::reachesMemory));
  }

  @Test
  void aTableThatCannotBeReadIsNoTable() {
    List<String> lines = new ArrayList<>(List.of("| `a` | opaque | `x` |"));
    assertEquals(Map.of("a", "opaque"), SeamTable.of(lines).modes());
    lines.add("| `a` | opaque | `y` |");
    assertThrows(IllegalStateException.class, () -> SeamTable.of(lines));
    assertThrows(IllegalStateException.class, () -> SeamTable.of(List.of("| `a` | `x` |")));
    assertThrows(
        IllegalStateException.class, () -> SeamTable.of(List.of("## Other", lines.get(0))));
  }
}
