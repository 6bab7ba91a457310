package dev.stillframe.modeltests.tlc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.modeltests.tlc.Model.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The list of all configurations, {@code manifest.json} beside the specs. */
record Manifest(List<Model> models) {

  static Manifest read(Path specs) throws IOException {
    return new ObjectMapper().readValue(specs.resolve("manifest.json").toFile(), Manifest.class);
  }

  List<Model> negatives() {
    return models.stream().filter(Model::isNegative).toList();
  }

  /**
   * The configurations of a tier and of the tiers below it.
   *
   * @param spec the id of one configuration, which runs whatever its tier, or a module whose
   *     configurations are wanted; empty for all
   */
  List<Model> select(String tier, String spec) {
    Tier highest =
        Arrays.stream(Tier.values())
            .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(tier))
            .findFirst()
            .orElseThrow(() -> new NotSetUpException("no tier is called '" + tier + "'"));
    Predicate<Model> wanted = model -> model.tier().compareTo(highest) <= 0;
    if (!spec.isEmpty()) {
      wanted =
          wanted.and(model -> model.module().equals(spec)).or(model -> model.id().equals(spec));
    }
    List<Model> selected = models.stream().filter(wanted).toList();
    if (selected.isEmpty()) {
      throw new NotSetUpException(
          String.format(
              Locale.ROOT,
              "no configuration of tier %s, or of those below, is called '%s'; near are: %s",
              tier,
              spec,
              String.join(", ", NearNames.of(spec, names()))));
    }
    return selected;
  }

  private List<String> names() {
    return models.stream().flatMap(model -> Stream.of(model.id(), model.module())).toList();
  }
}
