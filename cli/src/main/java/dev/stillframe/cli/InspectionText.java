package dev.stillframe.cli;

import dev.stillframe.queue.Entry;
import java.io.PrintWriter;

/** Prints for people what a snapshot, or a memory of the queue, holds. */
final class InspectionText {
  private final Inspection inspection;
  private final PrintWriter out;

  InspectionText(Inspection inspection, PrintWriter out) {
    this.inspection = inspection;
    this.out = out;
  }

  void print() {
    out.printf("file        %s, %d bytes%n", inspection.file(), inspection.size());
    Inspection.Header header = inspection.header();
    if (header != null) {
      out.printf(
          "format      v1, %d entries, %d data bytes, %d tail bytes%n",
          header.entries(), header.dataBytes(), header.tailBytes());
      out.printf("identity    %s%n", header.identity());
      out.printf("written     %d%n", header.writeOffset());
    }
    print(inspection.seal(), inspection.mark(), out);
    out.printf("entries     %d%n", inspection.entries().size());
    for (Entry entry : inspection.entries()) {
      out.printf(
          "  slot %-6d offset %-12d length %d%n", entry.slot(), entry.offset(), entry.length());
    }
    if (inspection.strays() > 0) {
      out.printf("            and %d that do not adjoin these%n", inspection.strays());
    }
    if (inspection.newest() != null) {
      out.printf(
          "newest      slot %d, ends at %d%n",
          inspection.newest().slot(), inspection.newest().end());
    }
    inspection.printVerdict(out);
  }

  /** Prints what vouches for a file. */
  static void print(Inspection.SealState seal, Inspection.MarkState mark, PrintWriter out) {
    out.printf("seal        %s", seal.state());
    if (seal.generation() != null) {
      out.printf(
          ", generation %d, %d bytes, CRC32C %s",
          seal.generation(), seal.length(), seal.checksum());
    }
    out.println(seal.why() == null ? "" : ": " + seal.why());
    if (mark != null) {
      out.printf(
          "mark        %s, of %s boot %s%n",
          mark.state(), mark.ofThisBoot() ? "this" : "another", mark.boot());
    }
  }
}
