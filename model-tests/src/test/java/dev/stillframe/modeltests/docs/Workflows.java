package dev.stillframe.modeltests.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a workflow of GitHub has the form that it must have, and runs commands that exist. */
final class Workflows {
  private static final Set<String> RESULTS = Set.of("target/verify", "judged");

  private final Commands commands;

  Workflows(Commands commands) {
    this.commands = commands;
  }

  static JsonNode parse(String yaml) throws JsonProcessingException {
    return new YAMLMapper().readTree(yaml);
  }

  List<String> complaints(String yaml) {
    List<String> complaints = new ArrayList<>();
    JsonNode workflow;
    try {
      workflow = parse(yaml);
    } catch (JsonProcessingException e) {
      return List.of("it does not parse: " + e.getOriginalMessage());
    }
    for (String key : List.of("name", "on", "permissions", "jobs")) {
      if (!workflow.has(key)) {
        complaints.add("it has no " + key);
      }
    }
    workflow.path("jobs").properties().forEach(job -> job(job, complaints));
    return complaints;
  }

  private void job(Map.Entry<String, JsonNode> job, List<String> complaints) {
    String name = "job " + job.getKey();
    for (String key : List.of("runs-on", "timeout-minutes", "steps")) {
      if (!job.getValue().has(key)) {
        complaints.add(name + " has no " + key);
      }
    }
    boolean isUploaded = false;
    boolean runsChecks = false;
    for (JsonNode step : job.getValue().path("steps")) {
      runsChecks |= step.has("run");
      isUploaded |= uploads(step);
      step(name, step, complaints);
    }
    if (runsChecks && !isUploaded) {
      complaints.add(name + " does not upload its results, whatever came of it");
    }
  }

  private void step(String job, JsonNode step, List<String> complaints) {
    if (step.has("uses") == step.has("run")) {
      complaints.add(job + ": a step has to use something or to run something: " + step);
    }
    if (step.has("uses") && !step.get("uses").asText().matches("[\\w-]+/[\\w./-]+@\\S+")) {
      complaints.add(job + ": " + step.get("uses").asText() + " has no version");
    }
    commands
        .complaints(step.path("run").asText())
        .forEach(complaint -> complaints.add(job + ": " + complaint));
  }

  private static boolean uploads(JsonNode step) {
    return step.path("uses").asText().startsWith("actions/upload-artifact@")
        && step.path("if").asText().equals("always()")
        && step.path("with").path("path").asText().lines().anyMatch(RESULTS::contains);
  }
}
