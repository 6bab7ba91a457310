package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is selected of the configurations, and what is said where nothing is. */
class ManifestTest {
  @Test
  void aNameThatDoesNotExistGetsTheThreeNearest() throws IOException {
    Manifest manifest = Manifest.read(Checkout.root().resolve("spec-tla"));
    NotSetUpException e =
        assertThrows(NotSetUpException.class, () -> manifest.select("quick", "queue-slot-rul"));
    String message = e.getMessage();
    String start = "no configuration of tier quick, or of those below, is called 'queue-slot-rul';";
    assertEquals(start + " near are: queue-slot-rule, ", message.substring(0, start.length() + 28));
    assertEquals(3, message.substring(message.lastIndexOf(": ")).split(", ").length, message);
    assertEquals(0, e.getStackTrace().length);
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "a, '', 1", "kitten, sitting, 3", "queue-pso, queue-tso, 1"})
  void letters(String from, String to, int distance) {
    assertEquals(distance, NearNames.distance(from, to));
    assertEquals(distance, NearNames.distance(to, from));
  }

  @Test
  void theNearestComesFirst() {
    List<String> names = List.of("queue", "triple", "journal", "twin", "queue");
    assertEquals(List.of("queue", "twin", "triple"), NearNames.of("quee", names));
  }
}
