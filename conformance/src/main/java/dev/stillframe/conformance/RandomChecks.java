package dev.stillframe.conformance;

import dev.stillframe.conformance.QueueModel.TailWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Scripts of the model at random: the same seed gives the same script. */
final class RandomChecks {
  private static final int STEPS = 60;
  private static final int ALL = Integer.MAX_VALUE;

  private final Bench bench;
  private final Random random;
  private final int[] geometry;
  private QueueModel model;
  private Path file;
  private int published;

  private RandomChecks(Bench bench, long seed) {
    this.bench = bench;
    this.random = new Random(seed);
    this.geometry = new int[] {2 << random.nextInt(3), 4 << random.nextInt(5), 0};
    this.geometry[2] = 8 * geometry[0];
  }

  static List<Check> all(long seed, int count) {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long own = seed + i;
      checks.add(
          new Check(
              "random-script-seed-" + own, "client", bench -> new RandomChecks(bench, own).run()));
    }
    return checks;
  }

  private void run() throws FellShort, Unsupported, IOException {
    file = bench.file("memory");
    model = ClientChecks.configured(bench, file, geometry);
    for (int i = 0; i < STEPS; i++) {
      int choice = random.nextInt(100);
      if (choice < 55) {
        commit(ALL);
      } else if (choice < 75) {
        commit(random.nextInt(model.entries() + 6));
        recover();
      } else if (choice < 80) {
        bench.expectClient(Rule.ANSWER_IN_THE_PROTOCOL, "close", "ok");
        recover();
      } else if (choice < 82) {
        bench.killClient();
        recover();
      } else if (choice < 90) {
        bench.expectReader(Rule.RUN_IS_CONSECUTIVE, "list " + file, model.list());
        bench.expectReader(Rule.WRAP_AT_THE_RINGS_END, "read " + file, model.read());
      } else {
        capture();
      }
    }
  }

  private void recover() throws FellShort, Unsupported, IOException {
    bench.expectOffset(Rule.RECOVER_FROM_THE_ENTRIES, "recover " + file, model.recover());
  }

  private void commit(int steps) throws FellShort, Unsupported, IOException {
    byte[] bytes = new byte[random.nextInt(model.capacity() + 1)];
    random.nextBytes(bytes);
    List<TailWord> tail = List.of(new TailWord(model.slot, random.nextLong()));
    String words = CommitChecks.hex(bytes) + CommitChecks.words(tail);
    String request = steps == ALL ? "commit " + words : "abort " + steps + " " + words;
    if (model.refused(bytes.length)) {
      bench.expectClient(Rule.REFUSE_WHAT_DOES_NOT_FIT, request, "refused " + model.room());
      return;
    }
    QueueModel before = new QueueModel(model.bytes());
    before.cursor = model.cursor;
    before.slot = model.slot;
    model.commit(bytes, tail, steps);
    bench.expectClient(
        Rule.RECOVER_FROM_THE_ENTRIES, request, steps == ALL ? "ok " + before.cursor : "ok");
    CommitChecks.judge(before, model, bytes, tail, PortFile.read(file));
  }

  private void capture() throws FellShort, Unsupported, IOException {
    try {
      bench.expectReader(
          Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "capture " + file, model.captured(model));
      if (model.run().isEmpty()) {
        return;
      }
      published++;
      Path name = bench.file("snapshot");
      bench.expectReader(Rule.NEWEST_GENERATION_THAT_HOLDS, "publish " + name, "ok " + published);
      SealedFile sealed = SealedFile.read(name);
      sealed.requireSeal(published);
      Words.requireSame(
          Rule.IMAGE_HOLDS_THE_RUN_AND_NOTHING_ELSE,
          model.image(model.kept(model)),
          sealed.withoutSeal());
    } catch (Unsupported e) {
      bench.note("no captures: " + e.getMessage());
    }
  }
}
