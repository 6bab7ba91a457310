package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a client does beside the steps of a commit. */
final class ClientChecks {
  private ClientChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    int[][] geometries = {
      {2, 2, 0}, {4, 16, 64}, {2, 64, 8}, {256, 4096, 0}, {512, 8192, 128}, {1024, 16, 0}
    };
    for (int[] g : geometries) {
      String name = g[0] + "-entries-" + g[1] + "-bytes";
      checks.add(new Check("configure-" + name, "client", bench -> configure(bench, g)));
      checks.add(new Check("laps-" + name, "client", bench -> laps(bench, g)));
    }
    checks.add(new Check("commit-refused", "client", ClientChecks::refuse));
    checks.add(new Check("second-client", "client", ClientChecks::second));
    checks.add(new Check("open-with-another-geometry", "client", ClientChecks::otherGeometry));
    checks.add(new Check("killed-client", "client", ClientChecks::kill));
    checks.add(new Check("dump", "client", ClientChecks::dump));
    return checks;
  }

  private static String open(Path file, int[] g) {
    return "open " + file + " " + g[0] + " " + g[1] + " " + g[2];
  }

  /** The model of a memory that the port has just configured: the identity is the port's own. */
  static QueueModel configured(Bench bench, Path file, int[] g)
      throws FellShort, Unsupported, IOException {
    bench.expectOffset(Rule.CONFIGURE_A_FRESH_MEMORY, open(file, g), "ok 0 " + g[1]);
    QueueModel model = QueueModel.fresh(g[0], g[1], g[2]);
    byte[] actual = PortFile.read(file);
    if (actual.length == model.bytes().length) {
      QueueModel found = new QueueModel(model.bytes());
      java.nio.ByteBuffer words =
          java.nio.ByteBuffer.wrap(actual).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      for (int at = QueueModel.IDENTITY; at < QueueModel.IDENTITY + 16; at += 8) {
        found.word(at, words.getLong(at));
      }
      model = found;
    }
    bench.expectBytes(Rule.CONFIGURE_A_FRESH_MEMORY, file, model.bytes());
    return model;
  }

  private static void configure(Bench bench, int[] g) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    bench.expectClient(Rule.CONFIGURE_A_FRESH_MEMORY, open(file, g), "ok 0 " + g[1]);
    bench.expectClient(Rule.ANSWER_IN_THE_PROTOCOL, "close", "ok");
    QueueModel model = configured(bench, file, g);
    for (int at = QueueModel.IDENTITY; at < QueueModel.IDENTITY + 16; at += 8) {
      if (model.word(at) == 0) {
        throw new FellShort(
            Rule.CONFIGURE_A_FRESH_MEMORY, "an identity that is not 0", "0 at " + at);
      }
    }
    commit(bench, file, model, 1);
    bench.expectClient(Rule.ANSWER_IN_THE_PROTOCOL, "close", "ok");
    bench.expectClient(Rule.RECOVER_FROM_THE_ENTRIES, open(file, g), model.recover());
    commit(bench, file, model, 1);
  }

  private static void commit(Bench bench, Path file, QueueModel model, int length)
      throws FellShort, Unsupported, IOException {
    byte[] bytes = CommitChecks.payload(model, length);
    QueueModel before = new QueueModel(model.bytes());
    before.cursor = model.cursor;
    before.slot = model.slot;
    bench.expectClient(
        Rule.RECOVER_FROM_THE_ENTRIES, "commit " + CommitChecks.hex(bytes), "ok " + model.cursor);
    model.commit(bytes, List.of(), Integer.MAX_VALUE);
    CommitChecks.judge(before, model, bytes, List.of(), PortFile.read(file));
  }

  /** Three times around ring and slots, with a length that divides neither. */
  private static void laps(Bench bench, int[] g) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    QueueModel model = configured(bench, file, g);
    int length = Math.max(1, Math.min(g[1] / 2 - 1, 1237));
    int commits = Math.min(40, 3 * Math.max(g[0], g[1] / length));
    for (int i = 0; i < commits; i++) {
      commit(bench, file, model, 1 + (length + i * 7) % Math.max(1, g[1] / 2));
    }
    bench.expectReader(Rule.RUN_IS_CONSECUTIVE, "list " + file, model.list());
  }

  private static void refuse(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    int[] g = {4, 16, 0};
    QueueModel model = configured(bench, file, g);
    for (int length : new int[] {0, 17}) {
      bench.expectClient(
          Rule.REFUSE_WHAT_DOES_NOT_FIT,
          "commit " + CommitChecks.hex(new byte[length]),
          "refused 16");
    }
    commit(bench, file, model, 6);
    bench.expectClient(
        Rule.REFUSE_WHAT_DOES_NOT_FIT, "commit " + CommitChecks.hex(new byte[11]), "refused 10");
    bench.expectBytes(Rule.REFUSE_WHAT_DOES_NOT_FIT, file, model.bytes());
    commit(bench, file, model, 10);
    bench.expectClient(
        Rule.REFUSE_WHAT_DOES_NOT_FIT, "abort 3 " + CommitChecks.hex(new byte[7]), "refused 6");
  }

  private static void second(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    int[] g = {4, 16, 0};
    QueueModel model = configured(bench, file, g);
    String answer = bench.askReader("recover " + file);
    Bench.requireError(Rule.ONE_WRITER, "another client has the memory", answer);
    commit(bench, file, model, 3);
    bench.killClient();
    LockChecks.requireBoth(bench, file, "recover " + file);
    bench.expectReader(Rule.ONE_WRITER, "recover " + file, model.recover());
    bench.expectReader(Rule.ANSWER_IN_THE_PROTOCOL, "close", "ok");
  }

  private static void otherGeometry(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    QueueModel model = configured(bench, file, new int[] {4, 16, 0});
    bench.expectClient(Rule.ANSWER_IN_THE_PROTOCOL, "close", "ok");
    bench.expectClient(Rule.REJECT_BY_CLASS, open(file, new int[] {8, 16, 0}), "error GEOMETRY");
    bench.expectBytes(Rule.WRITE_NOTHING_ELSE, file, model.bytes());
  }

  private static void kill(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    QueueModel model = configured(bench, file, new int[] {4, 16, 0});
    for (int length : new int[] {3, 5, 7}) {
      commit(bench, file, model, length);
      bench.killClient();
      bench.expectOffset(Rule.RECOVER_FROM_THE_ENTRIES, "recover " + file, model.recover());
    }
    commit(bench, file, model, 4);
  }

  private static void dump(Bench bench) throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    QueueModel model = configured(bench, file, new int[] {4, 16, 0});
    commit(bench, file, model, 5);
    String expected =
        String.format(
            Locale.ROOT, "ok %016x %016x", model.word(0), model.word(QueueModel.HEADER - 16));
    bench.expectClient(Rule.ANSWER_IN_THE_PROTOCOL, "dump 0 2", expected);
  }
}
