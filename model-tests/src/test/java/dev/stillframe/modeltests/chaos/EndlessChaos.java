package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import java.nio.file.Path;
import java.util.List;

/** Kills in a directory until it is told to end. */
final class EndlessChaos {
  private EndlessChaos() {}

  public static void main(String[] args) throws Exception {
    HostWorld world = new HostWorld(Path.of(args[0]));
    List<String> options = List.of("--interval", "1ms");
    try (Chaos chaos =
        new Chaos(world, () -> world.host(options, world.records()), new QueueRemains(world), 1)) {
      while (true) {
        chaos.round(1);
      }
    }
  }
}
