package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Captures of memories that the judge changes between the two looks, as a client would, and images
 * that are published and restored.
 */
final class HostChecks {
  private static final int ALL = Integer.MAX_VALUE;

  private HostChecks() {}

  static List<Check> queue() {
    List<Check> checks = new ArrayList<>();
    int[][] histories = {{}, {3}, {5, 4, 5}, {4, 3, 3, 3}, {1, 1, 1, 1, 1}, {5, 5, 5, 5, 5}};
    for (int h = 0; h < histories.length; h++) {
      int[] history = histories[h];
      checks.add(new Check("capture-history-" + h, "host", bench -> capture(bench, history)));
      for (int length : new int[] {1, 6}) {
        for (int steps : new int[] {1, 2, 3, ALL}) {
          String until = steps == ALL ? "whole" : "step-" + steps;
          checks.add(
              new Check(
                  "look-again-history-" + h + "-commit-" + length + "-" + until,
                  "host",
                  bench -> lookAgain(bench, history, length, steps)));
        }
      }
    }
    checks.add(new Check("look-again-offset-changed", "host", bench -> change(bench, 0)));
    checks.add(new Check("look-again-length-changed", "host", bench -> change(bench, 8)));
    return checks;
  }

  static List<Check> store() {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("publish-generations", "store", HostChecks::publish));
    checks.add(new Check("publish-after-kill", "store", HostChecks::publishAfterKill));
    checks.add(new Check("restore-older-than-broken", "store", HostChecks::restoreOlder));
    checks.add(new Check("restore-nothing", "store", HostChecks::restoreNothing));
    return checks;
  }

  static QueueModel history(int... lengths) {
    QueueModel model = QueueModel.fresh(4, 16, 64);
    for (int n : lengths) {
      commit(model, n, ALL);
    }
    return model;
  }

  private static void commit(QueueModel model, int length, int steps) {
    byte[] bytes = CommitChecks.payload(model, length);
    if (!model.refused(length)) {
      model.commit(bytes, CommitChecks.tail(model), steps);
    }
  }

  private static void capture(Bench bench, int[] history)
      throws FellShort, Unsupported, IOException {
    QueueModel model = history(history);
    Path file = bench.file("memory");
    bench.write(file, model.bytes());
    bench.expectReader(
        Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "capture " + file, model.captured(model));
    bench.expectBytes(Rule.HOST_ONLY_READS, file, model.bytes());
    if (!model.run().isEmpty()) {
      publishAndCompare(bench, model, model);
    }
  }

  /** Publishes the image in a fresh name, and compares all of it but the seal. */
  private static void publishAndCompare(Bench bench, QueueModel first, QueueModel second)
      throws FellShort, Unsupported, IOException {
    Path name = bench.file("snapshot");
    bench.expectReader(Rule.NEWEST_GENERATION_THAT_HOLDS, "publish " + name, "ok 1");
    SealedFile sealed = SealedFile.read(name);
    sealed.requireSeal(1);
    Words.requireSame(
        Rule.IMAGE_HOLDS_THE_RUN_AND_NOTHING_ELSE,
        first.image(first.kept(second)),
        sealed.withoutSeal());
  }

  private static void lookAgain(Bench bench, int[] history, int length, int steps)
      throws FellShort, Unsupported, IOException {
    QueueModel first = history(history);
    QueueModel second = history(history);
    commit(second, length, steps);
    looks(bench, first, second);
  }

  private static void change(Bench bench, int word) throws FellShort, Unsupported, IOException {
    QueueModel first = history(3, 4, 5);
    QueueModel second = history(3, 4, 5);
    int at = second.offsetOf(1) + word;
    second.word(at, second.word(at) + 1);
    looks(bench, first, second);
  }

  private static void looks(Bench bench, QueueModel first, QueueModel second)
      throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    bench.write(file, first.bytes());
    bench.expectReader(Rule.ANSWER_IN_THE_PROTOCOL, "look " + file, "ok");
    bench.overwrite(file, second.bytes());
    String expected = first.captured(second);
    bench.expectReader(Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "keep", expected);
    bench.expectBytes(Rule.HOST_ONLY_READS, file, second.bytes());
    if (expected.startsWith("ok kept")) {
      publishAndCompare(bench, first, second);
    }
  }

  private static void publish(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    Path name = bench.file("snapshot");
    QueueModel model = history(3);
    for (int generation = 1; generation <= 4; generation++) {
      commit(model, 1 + generation, ALL);
      bench.write(file, model.bytes());
      bench.expectReader(
          Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "capture " + file, model.captured(model));
      Object before = Files.exists(name) ? inode(name) : null;
      bench.expectReader(Rule.NEWEST_GENERATION_THAT_HOLDS, "publish " + name, "ok " + generation);
      if (inode(name).equals(before)) {
        throw new FellShort(Rule.NEVER_WRITE_IN_PLACE, "a new file", "the same inode as before");
      }
      if (!inode(name).equals(inode(bench.file("snapshot." + generation)))) {
        throw new FellShort(
            Rule.NEVER_WRITE_IN_PLACE,
            "snapshot." + generation + " is the same inode",
            "it is not");
      }
      SealedFile.read(name).requireSeal(generation);
      bench.expectReader(
          Rule.SEAL_COVERS_EVERY_BYTE,
          "verify " + name,
          "ok " + generation + " " + Files.size(name));
    }
    requireNames(bench, "snapshot", "snapshot.3", "snapshot.4", "snapshot.lock");
    restored(bench, name, model, 4);
  }

  /** Two generations are kept, and no temporary file. */
  private static void requireNames(Bench bench, String... names) throws FellShort, IOException {
    try (Stream<Path> files = Files.list(bench.file("snapshot").getParent())) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("snapshot"))
              .sorted()
              .toList();
      if (!found.equals(List.of(names))) {
        throw new FellShort(
            Rule.NEVER_WRITE_IN_PLACE, String.join(" ", names), String.join(" ", found));
      }
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  private static void restored(Bench bench, Path name, QueueModel model, long generation)
      throws FellShort, Unsupported, IOException {
    Path memory = bench.file("restored");
    bench.expectReader(
        Rule.NEWEST_GENERATION_THAT_HOLDS, "restore " + name + " " + memory, "ok " + generation);
    bench.expectBytes(Rule.NEWEST_GENERATION_THAT_HOLDS, memory, model.image(model.kept(model)));
    bench.expectReader(Rule.RUN_IS_CONSECUTIVE, "read " + memory, model.read());
  }

  private static void publishAfterKill(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    Path name = bench.file("snapshot");
    QueueModel model = history(3, 4);
    bench.write(file, model.bytes());
    for (int generation = 1; generation <= 3; generation++) {
      bench.expectReader(
          Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "capture " + file, model.captured(model));
      bench.expectReader(Rule.NEWEST_GENERATION_THAT_HOLDS, "publish " + name, "ok " + generation);
      bench.killReader();
      // What a kill within a publication leaves.
      bench.write(bench.file("snapshot.tmp"), new byte[100]);
    }
    restored(bench, name, model, 3);
  }

  private static void restoreOlder(Bench bench) throws FellShort, Unsupported, IOException {
    Path name = bench.file("snapshot");
    QueueModel older = history(3);
    QueueModel newer = history(3, 4);
    bench.write(bench.file("snapshot.1"), SealedFile.seal(older.image(older.run()), 1));
    byte[] broken = SealedFile.seal(newer.image(newer.run()), 2);
    broken[broken.length - 1] ^= 1;
    bench.write(name, broken);
    restored(bench, name, older, 1);
  }

  private static void restoreNothing(Bench bench) throws FellShort, Unsupported, IOException {
    Path name = bench.file("snapshot");
    bench.expectReader(
        Rule.NEWEST_GENERATION_THAT_HOLDS, "restore " + name + " " + bench.file("a"), "refused");
    byte[] broken = SealedFile.seal(history(3).bytes(), 1);
    broken[5000] ^= 1;
    bench.write(name, broken);
    bench.expectReader(
        Rule.REJECT_BY_CLASS, "restore " + name + " " + bench.file("b"), "error SEAL_BROKEN");
    if (Files.exists(bench.file("a")) || Files.exists(bench.file("b"))) {
      throw new FellShort(
          Rule.NEWEST_GENERATION_THAT_HOLDS, "no memory is written", "there is one");
    }
  }
}
