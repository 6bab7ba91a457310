package dev.stillframe.modeltests.tlc;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stillframe.evidence.Kind;
import java.util.List;

/**
 * One configuration of the manifest.
 *
 * @param config the configuration file, relative to the specs
 * @param property what TLC must find violated; negative ones only
 * @param steps how long the counterexample is that one worker finds; negative ones only
 * @param distinct distinct states that TLC must find; positive ones only
 * @param generated states that TLC must generate; positive ones only
 * @param idle actions that these bounds never enable; positive ones only
 * @param timeout seconds after which the run is given up
 * @param about one sentence for people
 */
record Model(
    String id,
    String module,
    String config,
    Tier tier,
    Kind kind,
    List<String> claims,
    Expectation expect,
    String property,
    Long steps,
    Long distinct,
    Long generated,
    List<String> idle,
    long timeout,
    String about) {

  Model {
    claims = claims == null ? List.of() : List.copyOf(claims);
    idle = idle == null ? List.of() : List.copyOf(idle);
  }

  /** States above which a run takes so long that its end is waited for, if it has one core only. */
  private static final long LARGE = 100_000;

  /** States up to which a run takes about a second. */
  private static final long SMALL = 10_000;

  /** The same, with a counterexample of that many steps. */
  Model withSteps(long wanted) {
    return new Model(
        id, module, config, tier, kind, claims, expect, property, wanted, distinct, generated, idle,
        timeout, about);
  }

  boolean isNegative() {
    return kind == Kind.NEGATIVE;
  }

  /**
   * Whether it is to have all cores: a counterexample is found, or few states are, by one worker.
   */
  boolean isLarge() {
    return !isNegative() && (distinct == null || distinct > LARGE);
  }

  /** Whether it takes hardly more time than TLC does to start. */
  boolean isSmall() {
    return isNegative() || (distinct != null && distinct <= SMALL);
  }

  /** How long a reader is ready to wait; a longer tier runs the shorter ones too. */
  enum Tier {
    @JsonProperty("quick")
    QUICK,
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("deep")
    DEEP
  }

  enum Expectation {
    @JsonProperty("holds")
    HOLDS,
    @JsonProperty("violated")
    VIOLATED
  }
}
