package dev.stillframe.modeltests.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.modeltests.proof.Ablations.Ablation;
import dev.stillframe.modeltests.proof.Goals.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the proof says nothing of: every negative configuration of the queue has a row, or a reason.
 */
final class Coverage {
  private static final Pattern ABLATION = Pattern.compile("(?m)^\\s*Ablation = \"([^\"]+)\"");

  private Coverage() {}

  static List<String> complaints(Path root, Goals goals) throws IOException {
    List<String> complaints = new ArrayList<>();
    Ablations ablations = Ablations.read(root);
    Set<String> rules =
        ablations.ablations().stream().map(Ablation::rule).collect(Collectors.toSet());
    Set<String> unused = new TreeSet<>(ablations.without().keySet());
    Set<String> seen = new TreeSet<>();
    JsonNode models = new ObjectMapper().readTree(root.resolve("spec-tla/manifest.json").toFile());
    for (JsonNode model : models.get("models")) {
      String id = model.get("id").asText();
      if (!model.get("kind").asText().equals("negative") || !id.startsWith("queue-")) {
        continue;
      }
      String rule = rule(root, model);
      unused.remove(id);
      seen.add(rule);
      if (!rules.contains(rule) && !ablations.without().containsKey(id)) {
        complaints.add(id + " has no row of the proof and no reason why");
      }
    }
    unused.forEach(id -> complaints.add(id + " is excused, and is no configuration"));
    for (Ablation ablation : ablations.ablations()) {
      if (!seen.contains(ablation.rule())) {
        complaints.add(ablation.rule() + " is switched off in no configuration of TLC");
      }
      if (ablation.fails().isEmpty()) {
        complaints.add(ablation.rule() + " names no goal that fails");
      }
    }
    Set<String> invariants = new TreeSet<>(goals.invariants());
    for (Goal goal : goals.all()) {
      invariants.removeIf(one -> goal.concludesNext() && one.equals(goal.conclusion()));
    }
    invariants.forEach(one -> complaints.add("no step is asked to keep " + one));
    return complaints;
  }

  private static String rule(Path root, JsonNode model) throws IOException {
    Path config = root.resolve("spec-tla").resolve(model.get("config").asText());
    Matcher ablation = ABLATION.matcher(Files.readString(config));
    return ablation.find() ? ablation.group(1) : "none";
  }
}
