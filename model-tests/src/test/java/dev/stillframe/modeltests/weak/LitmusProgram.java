package dev.stillframe.modeltests.weak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.weak.Chooser.Exhaustive;
import dev.stillframe.modeltests.weak.ViewMachine.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A litmus test of {@code spec-tla/litmus.json}, run on a {@link ViewMachine}. */
final class LitmusProgram {
  private static final Map<String, Order> ORDERS =
      Map.of(
          "rlx", Order.RELAXED,
          "acq", Order.ACQUIRE,
          "rel", Order.RELEASE,
          "ar", Order.ACQUIRE_RELEASE,
          "sc", Order.SEQ_CST);

  private final JsonNode test;
  private final Map<String, Integer> locations = new LinkedHashMap<>();

  private LitmusProgram(JsonNode test) {
    this.test = test;
    for (JsonNode instruction : test.findValues("loc")) {
      locations.putIfAbsent(instruction.asText(), locations.size());
    }
  }

  static List<LitmusProgram> readAll() throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(Checkout.root().resolve("spec-tla/litmus.json").toFile());
    List<LitmusProgram> programs = new ArrayList<>();
    file.get("tests").forEach(test -> programs.add(new LitmusProgram(test)));
    return programs;
  }

  String name() {
    return test.get("name").asText();
  }

  /** Returns the outcomes that mode "weak" allows, as the file spells them. */
  Set<String> allowed() {
    Set<String> outcomes = new TreeSet<>();
    test.get("outcomes").get("weak").forEach(outcome -> outcomes.add(outcome.asText()));
    return outcomes;
  }

  /** Returns the outcomes of all executions. */
  Set<String> reached() {
    Set<String> outcomes = new TreeSet<>();
    Exhaustive everything = new Exhaustive();
    while (!everything.isExhausted()) {
      outcomes.add(run(everything));
      everything.backtrack();
    }
    return outcomes;
  }

  private String run(Chooser chooser) {
    JsonNode threads = test.get("threads");
    ViewMachine machine =
        new ViewMachine(new long[locations.size()], threads.size(), false, chooser);
    int[] done = new int[threads.size()];
    List<List<Long>> registers = new ArrayList<>();
    threads.forEach(thread -> registers.add(new ArrayList<>()));
    while (true) {
      List<Integer> ready = new ArrayList<>();
      for (int t = 0; t < done.length; t++) {
        if (done[t] < threads.get(t).size()) {
          ready.add(t);
        }
      }
      if (ready.isEmpty()) {
        return outcome(registers, machine);
      }
      int thread = ready.get(chooser.choose(ready.size()));
      execute(machine, thread, threads.get(thread).get(done[thread]++), registers.get(thread));
    }
  }

  private void execute(
      ViewMachine machine, int thread, JsonNode instruction, List<Long> registers) {
    Order order = ORDERS.get(instruction.get("order").asText());
    String op = instruction.get("op").asText();
    if (op.equals("F")) {
      machine.fence(thread, order);
      return;
    }
    int location = locations.get(instruction.get("loc").asText());
    long value = instruction.path("val").asLong();
    switch (op) {
      case "W" -> machine.write(thread, location, value, order);
      case "R" -> registers.add(machine.read(thread, location, order));
      case "X" -> registers.add(machine.update(thread, location, old -> value, order));
      case "A" -> registers.add(machine.update(thread, location, old -> old + value, order));
      case "C" -> {
        long expected = instruction.get("expected").asLong();
        registers.add(
            machine.update(thread, location, old -> old == expected ? value : null, order));
      }
      default -> throw new IllegalArgumentException("no instruction " + op);
    }
  }

  private String outcome(List<List<Long>> registers, ViewMachine machine) {
    List<String> values = new ArrayList<>();
    registers.stream()
        .flatMap(List::stream)
        .forEach(value -> values.add("r" + values.size() + "=" + value));
    test.get("memory")
        .forEach(
            word -> {
              String name = word.asText();
              values.add(name + "=" + machine.latest(locations.get(name)));
            });
    return String.join(" ", values);
  }
}
