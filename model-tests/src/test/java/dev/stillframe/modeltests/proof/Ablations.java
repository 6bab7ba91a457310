package dev.stillframe.modeltests.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules of the queue that the proof is tried without, {@code proof/ablations.json}.
 *
 * @param without configurations of TLC that have no row here, each with the reason
 */
record Ablations(List<Ablation> ablations, Map<String, String> without) {
  /**
   * One rule.
   *
   * @param rule as in the constant Ablation of Queue
   * @param replace definitions that a wrong one takes the place of
   * @param fails goals that must stay unproved
   * @param open goals that the solver does not decide within its limit, although they do not need
   *     the rule
   */
  record Ablation(
      String rule,
      List<String> claims,
      Map<String, String> replace,
      List<String> fails,
      List<String> open) {
    Ablation {
      open = open == null ? List.of() : List.copyOf(open);
    }

    String id() {
      return "proof-" + rule.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
  }

  static Ablations read(Path root) throws IOException {
    return new ObjectMapper()
        .readValue(root.resolve("proof/ablations.json").toFile(), Ablations.class);
  }
}
