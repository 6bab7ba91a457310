package dev.stillframe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.queue.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillframe inspect}: shows what a snapshot or a memory holds. */
@Command(
    name = "inspect",
    description = "Shows what a snapshot or a memory file holds, and whether it can be restored.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it can be restored",
      "1:it cannot be restored",
      "2:it cannot be read, or the command line is wrong"
    },
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      description = "A snapshot, a memory file, or the name of a twin store.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Inspection> inspections = Inspection.all(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(inspections.size() == 1 ? inspections.get(0) : inspections));
    } else {
      for (Inspection inspection : inspections) {
        print(inspection, out);
      }
    }
    out.flush();
    return inspections.stream().anyMatch(Inspection::restorable) ? 0 : 1;
  }

  private static String asJson(Object inspection) throws JsonProcessingException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(inspection);
  }

  private static void print(Inspection inspection, PrintWriter out) {
    out.printf("file        %s, %d bytes%n", inspection.file(), inspection.size());
    Inspection.Header header = inspection.header();
    if (header != null) {
      out.printf(
          "format      v1, %d entries, %d data bytes, %d tail bytes%n",
          header.entries(), header.dataBytes(), header.tailBytes());
      out.printf("identity    %s%n", header.identity());
      out.printf("written     %d%n", header.writeOffset());
    }
    print(inspection.seal(), out);
    Inspection.MarkState mark = inspection.mark();
    if (mark != null) {
      out.printf(
          "mark        %s, of %s boot %s%n",
          mark.state(), mark.ofThisBoot() ? "this" : "another", mark.boot());
    }
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
    out.printf(
        "restorable  %s%s%n",
        inspection.restorable() ? "yes" : "no",
        inspection.why() == null ? "" : ": " + inspection.why());
  }

  private static void print(Inspection.SealState seal, PrintWriter out) {
    out.printf("seal        %s", seal.state());
    if (seal.generation() != null) {
      out.printf(
          ", generation %d, %d bytes, CRC32C %s",
          seal.generation(), seal.length(), seal.checksum());
    }
    out.println(seal.why() == null ? "" : ": " + seal.why());
  }
}
