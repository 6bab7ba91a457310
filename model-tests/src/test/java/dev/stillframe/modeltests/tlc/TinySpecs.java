package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.tlc.Model.Expectation;
import dev.stillframe.modeltests.tlc.Model.Tier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Specs of a few states, to test the runner with. */
final class TinySpecs {
  private TinySpecs() {}

  static Path directory() throws URISyntaxException {
    return Path.of(TinySpecs.class.getResource("/tlc/Counter.tla").toURI()).getParent();
  }

  static Model positive(String config, long distinct, long generated, String... idle) {
    return model(Kind.POSITIVE, "Counter", config, null, distinct, generated, idle);
  }

  static Model negative(String config, String property) {
    return model(Kind.NEGATIVE, "Counter", config, property, null, null);
  }

  static Model model(
      Kind kind,
      String module,
      String config,
      String property,
      Long distinct,
      Long generated,
      String... idle) {
    long timeout = module.equals("Endless") ? 3 : 60;
    return new Model(
        config,
        module,
        config + ".cfg",
        Tier.QUICK,
        kind,
        List.of("Q1"),
        kind == Kind.NEGATIVE ? Expectation.VIOLATED : Expectation.HOLDS,
        property,
        null,
        distinct,
        generated,
        List.of(idle),
        timeout,
        "A test.");
  }
}
