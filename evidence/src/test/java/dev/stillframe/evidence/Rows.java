package dev.stillframe.evidence;

/** Rows to test with. */
final class Rows {
  private Rows() {}

  static Row row(String id, Verdict verdict) {
    return Row.of(id, "Q1", "TLC", Kind.POSITIVE, "holds", verdict, "why " + id).withSeconds(1.25);
  }

  static Row skipped(String id, String why) {
    return Row.of(id, "Q1", "TLC", Kind.POSITIVE, "holds", Verdict.SKIPPED, why);
  }
}
