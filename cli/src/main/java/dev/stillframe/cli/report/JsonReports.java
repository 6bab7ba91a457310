package dev.stillframe.cli.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** The same for machines: each line is a JSON object with a {@code message} or {@code stats}. */
public final class JsonReports extends Reports {
  private final JsonMapper mapper = new JsonMapper();
  private final PrintStream out;

  /**
   * Creates reports.
   *
   * @param out where a program reads
   */
  public JsonReports(PrintStream out) {
    super(out);
    this.out = out;
  }

  @Override
  public void say(String message) {
    out.println(mapper.createObjectNode().put("message", message));
  }

  @Override
  public void statistics(String statistics) {
    ObjectNode line = mapper.createObjectNode();
    ObjectNode stats = line.putObject("stats");
    for (String pair : statistics.split(" ")) {
      int at = pair.indexOf('=');
      stats.put(pair.substring(0, at), Long.parseLong(pair.substring(at + 1)));
    }
    out.println(line);
  }
}
