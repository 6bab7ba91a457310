package dev.stillframe.modeltests.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the page about the protocols tells them as the specs have them: each step in the first
 * column of a table is an action of a module that its chapter links to, each such module's actions
 * are all named, and each configuration of the last column is there and is of the claim before it.
 */
final class Steps {
  private static final Pattern HEADING = Pattern.compile("(?m)^###? ");
  private static final Pattern MODULE = Pattern.compile("\\]\\(\\.\\./spec-tla/(\\w+)\\.tla\\)");
  private static final Pattern STEP = Pattern.compile("[A-Z][A-Za-z]+");
  private static final Pattern DEFINED = Pattern.compile("(?m)^([A-Z]\\w*)(?:\\(\\w+\\))? +==");
  private static final Pattern CLAIMED = Pattern.compile("\\b([QSTR]\\d)\\b|`([a-z]+-[a-z-]+)`");
  private static final Set<String> PROTOCOLS =
      Set.of(
          "Queue",
          "TripleBuffer",
          "Remap",
          "RemapRecovery",
          "ReplaceStore",
          "TwinStore",
          "Journal");

  /** What several steps have in common. */
  private static final Set<String> SHARED = Set.of("Advance", "Scan", "Rescan");

  private final Path specs;
  private final Map<String, List<String>> claims = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Steps(Path specs) throws IOException {
    this.specs = specs;
    Path manifest = specs.resolve("manifest.json");
    for (JsonNode model : new ObjectMapper().readTree(manifest.toFile()).get("models")) {
      List<String> of = new ArrayList<>();
      model.path("claims").forEach(claim -> of.add(claim.asText()));
      claims.put(model.get("id").asText(), of);
    }
  }

  static List<String> complaints(Path root, Page page) throws IOException {
    Steps steps = new Steps(root.resolve("spec-tla"));
    steps.look(page);
    return steps.complaints;
  }

  private void look(Page page) throws IOException {
    Set<String> modules = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    for (String chapter : HEADING.split(page.prose())) {
      Set<String> linked =
          MODULE
              .matcher(chapter)
              .results()
              .map(m -> m.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      if (linked.stream().anyMatch(PROTOCOLS::contains)) {
        modules = linked;
      }
      for (List<String> row : Page.rows(chapter)) {
        for (String step : Page.spans(row.get(0))) {
          if (STEP.matcher(step).matches()) {
            require(step, modules);
          }
        }
        configurations(row.get(row.size() - 1));
      }
      told.addAll(Page.spans(chapter));
    }
    for (String protocol : PROTOCOLS) {
      for (String action : actions(protocol)) {
        if (!told.contains(action) && !SHARED.contains(action)) {
          complaints.add("nothing is said of " + protocol + "!" + action);
        }
      }
    }
  }

  private void require(String step, Set<String> modules) throws IOException {
    for (String module : modules) {
      if (definitions(module).contains(step)) {
        return;
      }
    }
    complaints.add(String.format(Locale.ROOT, "%s is a step of none of %s", step, modules));
  }

  private void configurations(String cell) {
    String claim = null;
    Matcher matcher = CLAIMED.matcher(cell);
    while (matcher.find()) {
      String id = matcher.group(2);
      if (id == null) {
        claim = matcher.group(1);
      } else if (!claims.containsKey(id)) {
        complaints.add("there is no configuration " + id);
      } else if (claim != null && !claims.get(id).contains(claim)) {
        complaints.add(
            String.format(Locale.ROOT, "%s is of %s, not of %s", id, claims.get(id), claim));
      }
    }
  }

  private Set<String> definitions(String module) throws IOException {
    return DEFINED.matcher(read(module)).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  /** The definitions that say what stays as it is. */
  private Set<String> actions(String module) throws IOException {
    String text = read(module);
    Set<String> actions = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("(?ms)^([A-Z]\\w*)(?:\\(\\w+\\))? ==\\n(.*?)(?=^\\S|\\z)").matcher(text);
    while (matcher.find()) {
      if (matcher.group(2).contains("UNCHANGED <<")) {
        actions.add(matcher.group(1));
      }
    }
    return actions;
  }

  private String read(String module) throws IOException {
    return Files.readString(specs.resolve(module + ".tla"));
  }
}
