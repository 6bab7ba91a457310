package dev.stillframe.conformance;

import dev.stillframe.conformance.QueueModel.Entry;
import dev.stillframe.conformance.QueueModel.Step;
import dev.stillframe.conformance.QueueModel.TailWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Commits that are abandoned behind each of their steps, from memories that the judge wrote: after
 * each the file must hold what the model holds, so that a kill at any step leaves what recovery
 * counts on.
 */
final class CommitChecks {
  private static final int ENTRIES = 4;
  private static final int CAPACITY = 16;

  /** A page, because there are ports whose tail has no other sizes. */
  private static final int TAIL = QueueModel.PAGE;

  private final List<Check> checks = new ArrayList<>();

  static List<Check> all() {
    CommitChecks all = new CommitChecks();
    all.steps("first", 3);
    all.steps("second", 3, 3);
    all.steps("up-to-the-rings-end", 8, 8);
    all.steps("wraps", 6, 5, 4, 5);
    all.steps("overwrites-one", 3, 5, 4, 5);
    all.steps("overwrites-two", 10, 3, 3, 4, 6);
    all.steps("overwrites-all-but-the-newest", 13, 5, 5, 3, 3);
    all.steps("takes-a-used-slot", 1, 1, 1, 1, 1);
    all.steps("fills-the-ring", 12, 4);
    all.steps("second-lap", 5, 5, 5, 5, 5, 5, 5, 5);
    return all.checks;
  }

  /** One check for each step of the commit of so many bytes, behind commits of the others. */
  private void steps(String name, int length, int... before) {
    QueueModel model = QueueModel.fresh(ENTRIES, CAPACITY, TAIL);
    for (int n : before) {
      commit(model, n, Integer.MAX_VALUE);
    }
    byte[] memory = model.bytes();
    int steps = model.plan(payload(model, length), tail(model)).size();
    for (int k = 0; k <= steps; k++) {
      int step = k;
      checks.add(
          new Check(
              "commit-" + name + "-step-" + k,
              "client",
              bench -> abort(bench, memory, length, step)));
    }
  }

  private static void commit(QueueModel model, int length, int steps) {
    model.commit(payload(model, length), tail(model), steps);
  }

  /** Bytes that occur nowhere else: from the stream offset. */
  static byte[] payload(QueueModel model, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (0x41 + 37 * model.cursor + 11 * i);
    }
    return bytes;
  }

  /** The tail word of the slot. */
  static List<TailWord> tail(QueueModel model) {
    return List.of(new TailWord(model.slot, 0x7a00 + model.cursor));
  }

  static String words(List<TailWord> tail) {
    return tail.stream()
        .map(word -> " " + word.index() + "=" + Long.toHexString(word.value()))
        .collect(Collectors.joining());
  }

  static String hex(byte[] bytes) {
    return bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
  }

  private static void abort(Bench bench, byte[] memory, int length, int step)
      throws FellShort, Unsupported, IOException {
    Path file = bench.file("memory");
    bench.write(file, memory);
    QueueModel before = new QueueModel(memory);
    bench.expectOffset(Rule.RECOVER_FROM_THE_ENTRIES, "recover " + file, before.recover());
    byte[] bytes = payload(before, length);
    List<TailWord> tail = tail(before);
    QueueModel after = new QueueModel(before.bytes());
    after.recover();
    after.commit(bytes, tail, step);
    bench.expectClient(
        Rule.ANSWER_IN_THE_PROTOCOL, "abort " + step + " " + hex(bytes) + words(tail), "ok");
    judge(before, after, bytes, tail, PortFile.read(file));

    after.recover();
    bench.expectOffset(
        Rule.RECOVER_FROM_THE_ENTRIES,
        "recover " + file,
        "ok " + after.cursor + " " + after.room());
    byte[] next = payload(after, 2);
    bench.expectClient(Rule.RECOVER_FROM_THE_ENTRIES, "commit " + hex(next), "ok " + after.cursor);
    after.commit(next, List.of(), Integer.MAX_VALUE);
    bench.expectBytes(Rule.RECOVER_FROM_THE_ENTRIES, file, after.bytes());
  }

  /** Compares the memory after some steps of a commit, and finds which rule a difference breaks. */
  static void judge(
      QueueModel before, QueueModel after, byte[] bytes, List<TailWord> tail, byte[] file)
      throws FellShort {
    if (!Arrays.equals(after.bytes(), file)) {
      Words.requireSame(rule(before, after, bytes, tail, file), after.bytes(), file);
    }
  }

  private static Rule rule(
      QueueModel before, QueueModel after, byte[] bytes, List<TailWord> tail, byte[] file) {
    if (file.length != after.bytes().length) {
      return Rule.WRITE_NOTHING_ELSE;
    }
    QueueModel is = new QueueModel(after.bytes());
    for (int at = QueueModel.HEADER; at + 8 <= file.length; at += 8) {
      is.word(
          at, java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(at));
    }
    List<Step> plan = before.plan(bytes, tail);
    for (Step step : plan) {
      if (step.act().equals("invalidate") && is.word(step.at()) > after.word(step.at())) {
        return Rule.INVALIDATE_BEFORE_OVERWRITE;
      }
    }
    for (Entry e : before.run()) {
      if (is.word(before.lengthOf(e.slot())) == 0 && after.word(before.lengthOf(e.slot())) != 0) {
        return Rule.INVALIDATE_ONLY_WHAT_IS_OVERWRITTEN;
      }
    }
    Entry mine = new Entry(before.slot, before.cursor, bytes.length);
    if (!Arrays.equals(is.content(mine), after.content(mine))) {
      boolean isUntouched = Arrays.equals(is.content(mine), before.content(mine));
      return wraps(before, bytes) && !isUntouched
          ? Rule.WRAP_AT_THE_RINGS_END
          : Rule.DATA_BEFORE_PUBLISH;
    }
    for (TailWord word : tail) {
      int at = before.tailAt() + 8 * word.index();
      if (is.word(at) != after.word(at)) {
        return Rule.TAIL_BEFORE_PUBLISH;
      }
    }
    if (is.word(QueueModel.HEADER) != after.word(QueueModel.HEADER)) {
      return Rule.HEADER_BEFORE_OFFSET;
    }
    if (is.word(before.offsetOf(before.slot)) != after.word(before.offsetOf(before.slot))) {
      return Rule.OFFSET_BEFORE_LENGTH;
    }
    return is.word(before.lengthOf(before.slot)) != after.word(before.lengthOf(before.slot))
        ? Rule.PUBLISH_BY_THE_LENGTH
        : Rule.WRITE_NOTHING_ELSE;
  }

  private static boolean wraps(QueueModel model, byte[] bytes) {
    long mask = model.capacity() - 1;
    return (model.cursor & mask) + bytes.length > model.capacity();
  }
}
