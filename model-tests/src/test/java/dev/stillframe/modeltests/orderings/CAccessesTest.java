package dev.stillframe.modeltests.orderings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The source of the C port agrees with the table of orderings. */
class CAccessesTest {
  private static final Map<String, String> MODES = Map.of("q.length", "release", "q.data", "plain");

  private static List<String> found(String... lines) {
    return CAccesses.disagreements(CAccesses.find(List.of(lines)), MODES);
  }

  @Test
  void thePortAgrees() throws IOException {
    List<CAccesses.Access> accesses =
        CAccesses.find(Files.readAllLines(Checkout.root().resolve(CAccesses.SOURCE)));
    assertFalse(accesses.isEmpty());
    assertEquals(
        List.of(), CAccesses.disagreements(accesses, Orderings.modesOfRows(Checkout.root())));
  }

  @Test
  void aSmallPortAgrees() {
    assertEquals(
        List.of(),
        found(
            "static void store(memory *m, memory_order order) {",
            "}",
            "static void publish(memory *m) {",
            "  /* [q.data] first */",
            "  store_bytes(m, 0, bytes, n);",
            "  /* [q.length] */",
            "  store(m, length_at(slot),",
            "        n, memory_order_release);",
            "}"));
  }

  @Test
  void anAccessInAnotherModeThanItsRow() {
    assertEquals(
        List.of("line 2 [q.length] opaque: its row says release"),
        found("/* [q.length] */", "store(m, 8, n, memory_order_relaxed);"));
    assertEquals(
        List.of("line 2 [q.length] release fence: its row says release"),
        found("/* [q.length] */", "atomic_thread_fence(memory_order_release);"));
    assertEquals(
        List.of("line 2 [q.length] add acquire: its row says release"),
        found("/* [q.length] */", "add(t, 1, memory_order_acquire);"));
    assertEquals(
        List.of("line 2 [q.length] compare-and-set acquire: its row says release"),
        found(
            "/* [q.length] */",
            "atomic_compare_exchange_strong_explicit(c, &a, b, memory_order_acquire,",
            "memory_order_relaxed);"));
    assertEquals(
        List.of(
            "line 2 [q.length] atomic_compare_exchange_weak_explicit release: its row says release"),
        found(
            "/* [q.length] */",
            "atomic_compare_exchange_weak_explicit(c, &a, b, memory_order_release, x);"));
  }

  @Test
  void anAccessWithoutAnIdAndARowWithoutAnAccess() {
    assertEquals(
        List.of(
            "line 3 [] release has an id without a row, or none",
            "q.length (release) is no access"),
        found("/* [q.data] */", "}", "store(m, 8, n, memory_order_release);"));
    assertEquals(
        List.of(
            "line 2 [q.lenght] release has an id without a row, or none",
            "q.length (release) is no access"),
        found("/* [q.lenght] */", "store(m, 8, n, memory_order_release);"));
  }

  @Test
  void anAccessWithoutAnOrder() {
    assertThrows(IllegalStateException.class, () -> found("load(m, at);"));
  }
}
