package dev.stillframe.cli.inspect;

import dev.stillframe.queue.Entry;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints for people what a snapshot, or a memory of the queue, holds. */
final class InspectionText {
  private final Inspection inspection;
  private final PrintWriter out;

  InspectionText(Inspection inspection, PrintWriter out) {
    this.inspection = inspection;
    this.out = out;
  }

  void print() {
    out.printf(Locale.ROOT, "file        %s, %d bytes%n", inspection.file(), inspection.size());
    Inspection.Header header = inspection.header();
    if (header != null) {
      out.printf(
          Locale.ROOT,
          "format      v1, %d entries, %d data bytes, %d tail bytes%n",
          header.entries(),
          header.dataBytes(),
          header.tailBytes());
      out.printf(Locale.ROOT, "identity    %s%n", header.identity());
      out.printf(Locale.ROOT, "written     %d%n", header.writeOffset());
    }
    print(inspection.seal(), inspection.mark(), out);
    out.printf(Locale.ROOT, "entries     %d%n", inspection.entries().size());
    for (Entry entry : inspection.entries()) {
      out.printf(
          Locale.ROOT,
          "  slot %-6d offset %-12d length %d%n",
          entry.slot(),
          entry.offset(),
          entry.length());
    }
    if (inspection.strays() > 0) {
      out.printf(Locale.ROOT, "            and %d that do not adjoin these%n", inspection.strays());
    }
    if (inspection.newest() != null) {
      out.printf(
          Locale.ROOT,
          "newest      slot %d, ends at %d%n",
          inspection.newest().slot(),
          inspection.newest().end());
    }
    inspection.printVerdict(out);
  }

  /** Prints what vouches for a file. */
  static void print(Inspection.SealState seal, Inspection.MarkState mark, PrintWriter out) {
    out.printf(Locale.ROOT, "seal        %s", seal.state());
    if (seal.generation() != null) {
      out.printf(
          Locale.ROOT,
          ", generation %d, %d bytes, CRC32C %s",
          seal.generation(),
          seal.length(),
          seal.checksum());
    }
    out.println(seal.why() == null ? "" : ": " + seal.why());
    if (mark != null) {
      out.printf(
          Locale.ROOT,
          "mark        %s, of %s boot %s%n",
          mark.state(),
          mark.ofThisBoot() ? "this" : "another",
          mark.boot());
    }
  }
}
