package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.tlc.Model.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the manifest and the specs disagree, found without running TLC. */
final class Drift {
  private final Path specs;
  private final List<Model> models;
  private final List<String> complaints = new ArrayList<>();

  private Drift(Path root) throws IOException {
    this.specs = root.resolve("spec-tla");
    this.models = Manifest.read(specs).models();
  }

  /** One complaint for each disagreement. */
  static List<String> find(Path root, List<String> claims) throws IOException {
    Drift drift = new Drift(root);
    drift.compareConfigurations();
    for (Model model : drift.models) {
      drift.compare(model);
    }
    for (String claim : claims) {
      drift.requireBoth(claim);
    }
    return drift.complaints;
  }

  private void compareConfigurations() throws IOException {
    Set<String> onDisk = new TreeSet<>();
    try (Stream<Path> files = Files.walk(specs)) {
      files
          .map(file -> specs.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".cfg"))
          .forEach(onDisk::add);
    }
    compare(onDisk, names(Model::config), "is not in the manifest", "is not on disk");
    Set<String> seen = new HashSet<>();
    for (Model model : models) {
      require(model, seen.add(model.id()), "has an id that is taken");
    }
  }

  private void compare(Model model) throws IOException {
    Path module = specs.resolve(model.module() + ".tla");
    require(model, Files.exists(module), "has no module " + model.module());
    require(model, !model.claims().isEmpty(), "serves no claim");
    require(model, model.timeout() > 0, "has no timeout");
    require(model, model.about() != null && !model.about().isBlank(), "is not described");
    boolean negative = model.isNegative();
    require(
        model,
        negative == (model.expect() == Expectation.VIOLATED),
        "is one kind, expects another");
    require(
        model,
        negative || (model.distinct() != null && model.generated() != null),
        "pins no counts");
    require(model, !negative || model.steps() != null, "pins no steps");
    Path config = specs.resolve(model.config());
    if (Files.exists(config)) {
      Configuration asked = Configuration.read(config);
      Set<String> checked = new HashSet<>(asked.invariants());
      checked.addAll(asked.properties());
      require(model, !checked.isEmpty(), "checks nothing");
      require(
          model,
          !negative || checked.contains(model.property()),
          "pins " + model.property() + ", which its configuration does not check");
    }
  }

  private void requireBoth(String claim) {
    for (Kind kind : Kind.values()) {
      if (models.stream().noneMatch(m -> m.kind() == kind && m.claims().contains(claim))) {
        complaints.add("claim " + claim + " has no " + kind + " configuration");
      }
    }
  }

  private Set<String> names(Function<Model, String> name) {
    return models.stream().map(name).collect(Collectors.toSet());
  }

  private void compare(Set<String> onDisk, Set<String> wanted, String notWanted, String notOnDisk) {
    if (onDisk.equals(wanted)) {
      return;
    }
    Set<String> all = new TreeSet<>(onDisk);
    all.addAll(wanted);
    for (String name : all) {
      if (!wanted.contains(name)) {
        complaints.add(name + " " + notWanted);
      } else if (!onDisk.contains(name)) {
        complaints.add(name + " " + notOnDisk);
      }
    }
  }

  private void require(Model model, boolean condition, String complaint) {
    if (!condition) {
      complaints.add(model.id() + " " + complaint);
    }
  }
}
