package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Client and host of the triple buffer in two processes, in turns; each may be killed. */
final class TripleChecks {
  private static final int STEPS = 80;
  private static final int CONTROL_AT = TripleModel.CONTROL_AT;

  private final Bench bench;
  private final Path file;
  private final TripleModel model;

  private TripleChecks(Bench bench, int capacity, long durable) {
    this.bench = bench;
    this.file = bench.file("memory");
    this.model = TripleModel.fresh(capacity, durable);
  }

  static List<Check> all(long seed, int scripts) {
    List<Check> checks = new ArrayList<>();
    for (int capacity : new int[] {8, 16, 64, 72, 4096}) {
      checks.add(
          new Check(
              "triple-configure-" + capacity,
              "triple",
              bench -> new TripleChecks(bench, capacity, capacity).configure()));
    }
    checks.add(new Check("triple-refuses", "triple", b -> new TripleChecks(b, 24, 0).refuse()));
    checks.add(new Check("triple-base", "triple", b -> new TripleChecks(b, 32, 0).base()));
    checks.add(new Check("triple-takes-up", "triple", b -> new TripleChecks(b, 32, 5).takeUp()));
    checks.add(
        new Check("triple-second-client", "triple", b -> new TripleChecks(b, 32, 0).second()));
    checks.add(new Check("triple-too-long", "triple", b -> new TripleChecks(b, 32, 0).tooLong()));
    for (int i = 0; i < scripts; i++) {
      long own = seed + i;
      checks.add(
          new Check("triple-random-script-seed-" + own, "triple", bench -> random(bench, own)));
    }
    return checks;
  }

  private void begin() throws FellShort, Unsupported, IOException {
    String request = "configure " + file + " " + model.capacity() + " " + model.durable();
    bench.expectReader(Rule.CONFIGURE_A_FRESH_MEMORY, request, "ok");
    model.identityOf(PortFile.read(file));
    compare(Rule.CONFIGURE_A_FRESH_MEMORY);
    join();
    attach();
  }

  private void join() throws FellShort, Unsupported, IOException {
    bench.expectClient(Rule.NUMBER_WITHOUT_GAPS, "join " + file, model.join());
  }

  private void attach() throws FellShort, Unsupported, IOException {
    String request = "attach " + file + " " + model.durable();
    bench.expectReader(Rule.TAKE_GIVES_WHAT_WAS_OFFERED, request, model.attach(model.durable()));
  }

  private void compare(Rule rule) throws FellShort, IOException {
    bench.note("the judge reads " + file);
    byte[] actual = PortFile.read(file);
    byte[] expected = model.over(actual);
    boolean isControl =
        actual.length == expected.length
            && !Arrays.equals(
                expected, CONTROL_AT, CONTROL_AT + 8, actual, CONTROL_AT, CONTROL_AT + 8);
    Words.requireSame(
        isControl ? Rule.CONTROL_WORD_SAYS_WHO_MAY_TOUCH_WHAT : rule, expected, actual);
  }

  private byte[] payload(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (model.newest() * 31 + i + 1);
    }
    return bytes;
  }

  private void commit(int length, boolean isBase) throws FellShort, Unsupported, IOException {
    byte[] bytes = payload(length);
    String expected = model.commit(bytes, isBase);
    Rule rule =
        isBase
            ? Rule.BASE_REPLACES_WHAT_IS_OFFERED
            : expected.equals("refused") ? Rule.REFUSE_ONLY_WITHOUT_ROOM : Rule.NUMBER_WITHOUT_GAPS;
    String verb = isBase ? "base " : "increment ";
    bench.expectClient(rule, verb + CommitChecks.hex(bytes), expected);
    compare(rule);
  }

  /** A commit that is cut short behind so many of its steps; then the client starts again. */
  private void abort(int length, boolean isBase, int steps)
      throws FellShort, Unsupported, IOException {
    byte[] bytes = payload(length);
    String verb = (isBase ? "abort-base " : "abort-increment ") + steps + " ";
    String expected = model.commit(bytes, isBase, steps);
    bench.expectClient(Rule.RECORD_BEFORE_OFFER, verb + CommitChecks.hex(bytes), expected);
    bench.note("the judge reads " + file);
    byte[] actual = PortFile.read(file);
    Words.requireSame(Rule.RECORD_BEFORE_OFFER, model.over(actual), actual);
    join();
  }

  private void take() throws FellShort, Unsupported, IOException {
    bench.expectReader(Rule.TAKE_GIVES_WHAT_WAS_OFFERED, "take", model.take());
    compare(Rule.TAKE_GIVES_WHAT_WAS_OFFERED);
  }

  private void persist() throws FellShort, Unsupported, IOException {
    bench.expectReader(Rule.TAKE_GIVES_WHAT_WAS_OFFERED, "durable " + model.persist(), "ok");
    compare(Rule.TAKE_GIVES_WHAT_WAS_OFFERED);
  }

  private void giveBack() throws FellShort, Unsupported, IOException {
    bench.expectReader(Rule.CONTROL_WORD_SAYS_WHO_MAY_TOUCH_WHAT, "return", model.giveBack());
    compare(Rule.CONTROL_WORD_SAYS_WHO_MAY_TOUCH_WHAT);
  }

  private void configure() throws FellShort, Unsupported, IOException {
    begin();
    commit(0, false);
    take();
    persist();
    giveBack();
    take();
  }

  private void refuse() throws FellShort, Unsupported, IOException {
    begin();
    commit(8, false);
    commit(1, false); // refused: one word is left
    commit(0, false);
    commit(0, false);
    take();
    commit(16, false);
    commit(0, false);
    persist();
    giveBack();
    take();
  }

  private void base() throws FellShort, Unsupported, IOException {
    begin();
    commit(3, false);
    commit(4, true);
    commit(5, true);
    commit(1, false);
    take();
    commit(2, false);
    commit(9, true);
    persist();
    giveBack();
    commit(1, true);
    take();
    persist();
    giveBack();
  }

  private void takeUp() throws FellShort, Unsupported, IOException {
    begin();
    commit(3, false);
    take();
    commit(4, false);
    bench.killReader();
    attach();
    take();
    persist();
    bench.killReader();
    bench.killClient();
    join();
    attach();
    take(); // again, and nothing of it is new
    giveBack();
    take();
    commit(1, false);
  }

  private void second() throws FellShort, Unsupported, IOException {
    begin();
    String answer = bench.askReader("join " + file);
    Bench.requireError(Rule.ONE_WRITER, "another client has the memory", answer);
    bench.killReader(); // In one process both sides are not asked for.
    attach();
    commit(3, false);
    bench.killClient();
    LockChecks.requireBoth(bench, file, "join " + file);
    bench.killReader();
  }

  private void tooLong() throws FellShort, Unsupported, IOException {
    begin();
    for (String verb : new String[] {"increment ", "base "}) {
      String answer = bench.askClient(verb + CommitChecks.hex(new byte[25]));
      Bench.requireError(Rule.REFUSE_ONLY_WITHOUT_ROOM, "no buffer has room for it", answer);
      compare(Rule.WRITE_NOTHING_ELSE);
    }
    commit(24, false);
  }

  private static void random(Bench bench, long seed) throws FellShort, Unsupported, IOException {
    Random random = new Random(seed);
    int capacity = 8 * (1 + random.nextInt(12));
    TripleChecks script = new TripleChecks(bench, capacity, random.nextInt(3));
    script.begin();
    boolean hasTaken = false;
    boolean isPersisted = false;
    for (int i = 0; i < STEPS; i++) {
      int choice = random.nextInt(100);
      if (choice < 50) {
        script.commit(random.nextInt(capacity - 7), random.nextInt(6) == 0);
      } else if (choice < 60) {
        script.abort(random.nextInt(capacity - 7), random.nextInt(3) == 0, random.nextInt(4));
      } else if (choice < 62) {
        bench.killClient();
        script.join();
      } else if (choice < 64) {
        bench.killReader();
        script.attach();
        hasTaken = false;
        isPersisted = false;
      } else if (!hasTaken) {
        script.take();
        hasTaken = script.model.hasTaken();
      } else if (!isPersisted) {
        script.persist();
        isPersisted = true;
      } else {
        script.giveBack();
        hasTaken = false;
        isPersisted = false;
      }
    }
  }
}
