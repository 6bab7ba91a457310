package dev.stillframe.evidence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what a run skipped by what is missing, for its last lines. */
final class Skips {
  private final Map<Need, Integer> needs = new EnumMap<>(Need.class);
  private final Map<String, Integer> others = new TreeMap<>();
  private final int total;

  /**
   * Counts.
   *
   * @param reasons one for each check that was skipped
   */
  Skips(List<String> reasons) {
    total = reasons.size();
    for (String reason : reasons) {
      Optional<Need> need = Need.in(reason);
      if (need.isPresent()) {
        needs.merge(need.get(), 1, Integer::sum);
      } else {
        others.merge(reason, 1, Integer::sum);
      }
    }
  }

  /** Returns one line that counts them and says what to install, and one for each other reason. */
  List<String> lines() {
    if (total == 0) {
      return List.of();
    }
    List<String> counts = new ArrayList<>();
    needs.forEach((need, count) -> counts.add(need.label() + " " + count));
    int other = others.values().stream().mapToInt(Integer::intValue).sum();
    if (other > 0) {
      counts.add("for other reasons " + other);
    }
    String apt =
        needs.keySet().stream()
            .flatMap(need -> need.apt().stream())
            .collect(Collectors.joining(" "));
    List<String> remedies = new ArrayList<>();
    if (!apt.isEmpty()) {
      remedies.add("apt install " + apt);
    }
    needs.keySet().stream()
        .filter(need -> need.apt().isEmpty())
        .forEach(need -> remedies.add(need.remedy()));
    List<String> lines = new ArrayList<>();
    String line = total + " skipped: " + String.join(", ", counts);
    lines.add(String.join("; ", line, String.join("; ", remedies)).replaceAll("; $", ""));
    others.forEach((reason, count) -> lines.add("  " + count + " skipped: " + reason));
    return lines;
  }
}
