package dev.stillframe.bench;

import dev.stillframe.bench.HostBenchmark.Cost;
import dev.stillframe.bench.LoadBenchmark.Load;
import dev.stillframe.bench.ModelBenchmark.Model;
import dev.stillframe.bench.RestartBenchmark.Restart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one run has measured, all of it on one machine. */
final class Results {
  final List<Measured> measured = new ArrayList<>();
  final List<Cost> costs = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  final List<Allocation.Allocated> allocated = new ArrayList<>();
  final List<AgeBenchmark.Age> ages = new ArrayList<>();
  final List<Restart> restarts = new ArrayList<>();
  final List<Model> models = new ArrayList<>();

  /** By part of the benchmark: how thoroughly it was measured. */
  final Map<String, String> tiers = new TreeMap<>();

  /** Null where there is no JDK for it. */
  RemapBenchmark.Costs remap;

  /** What a client is told whose payloads are too large; null if that was not asked. */
  String refusal;

  /** How many processors others kept busy meanwhile. */
  double others;

  /** Forgets what was measured in a part, which is measured again. */
  void forget(String part) {
    tiers.remove(part);
    switch (part) {
      case "commit" -> measured.removeIf(m -> m.work().equals(part));
      case "offer" -> measured.removeIf(m -> !m.work().equals("commit"));
      case "allocation" -> allocated.clear();
      case "host" -> costs.clear();
      case "load" -> loads.clear();
      case "age" -> ages.clear();
      case "remap" -> remap = null;
      case "restart" -> restarts.clear();
      case "models" -> models.clear();
      default -> throw new IllegalArgumentException("no part " + part);
    }
  }

  Optional<Double> nanos(String work, int bytes, String who) {
    return measured.stream()
        .filter(m -> m.work().equals(work) && m.bytes() == bytes && m.who().equals(who))
        .map(Measured::nanos)
        .findFirst();
  }

  /** Our time over that of another, or of us in another situation. */
  Optional<Double> ratio(String work, int bytes, String ours, String theirs) {
    return nanos(work, bytes, ours)
        .flatMap(nanos -> nanos(work, bytes, theirs).map(other -> nanos / other));
  }

  Optional<Restart> restart(int size, String who, String client) {
    return restarts.stream()
        .filter(r -> r.size() == size && r.who().equals(who) && r.client().equals(client))
        .findFirst();
  }

  Optional<Double> restartMillis(int size, String who, String client) {
    return restart(size, who, client).map(Restart::millis);
  }

  Optional<Cost> cost(String who, int size, int changed) {
    return costs.stream()
        .filter(c -> c.who().equals(who) && c.size() == size && c.changed() == changed)
        .findFirst();
  }

  static String machine() throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("a processor without a name");
    return String.format(
        Locale.ROOT,
        "%s, %d processors, Linux %s, JDK %s",
        cpu,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.version").replaceAll("^(\\d+\\.\\d+).*", "$1"),
        Runtime.version());
  }
}
