package dev.stillframe.modeltests.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * Small scenarios, chosen so that few interleavings suffice: in each, what the host reads is
 * overwritten, by slot or by bytes, while it reads. The random ones come on top.
 */
final class Scenarios {
  private Scenarios() {}

  /** Returns the scenarios for a class of queues. */
  static List<ExecutionScenario> of(Class<?> queue) {
    return List.of(
        // Lengths change from commit to commit in the same slot.
        scenario(queue, commits(queue, 1, 2), commits(queue, 2, 1, 2), "readOldest"),
        // Bytes are overwritten from the next commit on, slots of four later.
        scenario(queue, commits(queue, 2, 2, 2, 2), commits(queue, 2, 2), "latest"),
        // Slots are used again, by payloads of equal length.
        scenario(queue, commits(queue, 1, 1), commits(queue, 1, 1, 1), "latest"),
        // From nothing to something, and never back.
        scenario(queue, commits(queue), commits(queue, 1, 2), "latest", "latest"));
  }

  /** Returns the scenarios for a class of triple buffers. */
  static List<ExecutionScenario> ofTriple(Class<?> triple) {
    return List.of(
        // An append, or a base, comes while the buffer is taken; the third finds it returned.
        triple(triple, List.of("increment"), "increment", "base", "increment"),
        // The host holds a buffer all the while; the offered one is replaced, and replaced again.
        triple(triple, List.of("increment", "take"), "increment", "base", "base"),
        // Appended, refused, refused or not.
        triple(triple, List.of("increment"), "increment", "increment", "increment"));
  }

  private static ExecutionScenario triple(Class<?> triple, List<String> before, String... client) {
    return new ExecutionScenario(
        actors(triple, before),
        List.of(
            actors(triple, List.of(client)), actors(triple, List.of("take", "giveBack", "take"))),
        actors(triple, List.of("giveBack", "take")),
        null);
  }

  private static List<Actor> actors(Class<?> type, List<String> names) {
    return names.stream().map(name -> actor(type, name)).toList();
  }

  private static ExecutionScenario scenario(
      Class<?> queue, List<Actor> before, List<Actor> client, String... host) {
    List<Actor> reads = Arrays.stream(host).map(name -> actor(queue, name)).toList();
    return new ExecutionScenario(
        before, List.of(client, reads), List.of(actor(queue, "latest")), null);
  }

  private static List<Actor> commits(Class<?> queue, int... words) {
    List<Actor> commits = new ArrayList<>();
    for (int count : words) {
      commits.add(actor(queue, "commit", count));
    }
    return commits;
  }

  private static Actor actor(Class<?> queue, String name, Object... arguments) {
    Method operation =
        Arrays.stream(queue.getMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new Actor(operation, List.of(arguments));
  }
}
