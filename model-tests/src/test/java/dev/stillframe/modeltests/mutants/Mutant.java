package dev.stillframe.modeltests.mutants;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * One deliberate fault of the library; its patch is {@code mutants/ID.patch}.
 *
 * @param rule what is no longer done, for people
 * @param subject what the fault is in, which says what each engine runs against it
 * @param claims that do not hold with it
 * @param spec the negative configuration of TLC that leaves out the same rule; null where no spec
 *     goes so far into detail
 * @param engine the cheapest engine that kills it
 * @param tests what of that engine kills it
 * @param hangs why a run of it never ends, so that giving up is a kill; null if it ends
 */
record Mutant(
    String id,
    String rule,
    String subject,
    List<String> claims,
    String spec,
    String engine,
    List<String> tests,
    boolean quick,
    String hangs) {

  /**
   * Something that may kill mutants. The tests of an engine are classes, or methods behind a #; the
   * ids of checks if all of them are made by one class.
   *
   * @param checksOf the class that makes the checks; null if the tests are plain ones
   * @param module whose tests they are, compiled and run with a newer JDK; null for all others
   * @param timeout seconds after which a run is given up
   * @param select what the engine has for each subject
   */
  record Engine(
      String id,
      @JsonProperty("checks-of") String checksOf,
      String module,
      long timeout,
      Map<String, List<String>> select) {}
}
