package dev.stillframe.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.conformance.Result.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results as {@code summary.json} and {@code junit.xml}, with the fields of other checks. */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Report() {}

  /**
   * Writes both files.
   *
   * @param directory where; created if it is missing
   * @param results what came of the checks
   * @param seed of the random scripts
   * @param expected what is known of the port
   * @throws IOException if they cannot be written
   */
  public static void write(
      Path directory, List<Result> results, long seed, ExpectedResults expected)
      throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("summary.json"), json(results, seed, expected));
    try (Writer out = Files.newBufferedWriter(directory.resolve("junit.xml"))) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      junit(xml, results, expected);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write junit.xml", e);
    }
  }

  /**
   * Returns what {@code summary.json} holds.
   *
   * @param results what came of the checks
   * @param seed of the random scripts
   * @param expected what is known of the port
   * @return an array with an object for each result
   * @throws IOException if a result cannot be written as JSON
   */
  public static String json(List<Result> results, long seed, ExpectedResults expected)
      throws IOException {
    return JSON.writeValueAsString(
        results.stream().map(result -> row(result, seed, expected)).toList());
  }

  private static Map<String, Object> row(Result result, long seed, ExpectedResults expected) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", result.id());
    row.put("claim", result.protocol());
    row.put("part", result.part());
    row.put("engine", "conformance");
    row.put("kind", "positive");
    row.put("expected", expected.of(result));
    row.put("verdict", verdict(result, expected));
    row.put("seconds", result.seconds());
    row.put("seed", seed);
    row.put("rule", result.rule());
    row.put("detail", result.detail());
    return row;
  }

  /** An expected fault that does not show falls short, too. */
  private static String verdict(Result result, ExpectedResults expected) {
    boolean isSkipped = result.verdict() == Verdict.UNSUPPORTED;
    return isSkipped ? "skipped" : expected.isMetBy(result) ? "as-expected" : "fell-short";
  }

  private static void junit(XMLStreamWriter xml, List<Result> results, ExpectedResults expected)
      throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "conformance");
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute(
        "failures", Long.toString(results.stream().filter(expected::isNewFault).count()));
    xml.writeAttribute("skipped", skipped(results));
    xml.writeAttribute("errors", "0");
    for (Result result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", "conformance." + result.protocol() + "." + result.part());
      xml.writeAttribute("name", result.id());
      xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.seconds()));
      if (expected.isNewFault(result)) {
        // As text, where its lines stay lines.
        xml.writeStartElement("failure");
        xml.writeAttribute("message", result.rule());
        xml.writeCharacters(printable(result.detail()));
        xml.writeEndElement();
      } else if (result.verdict() == Verdict.UNSUPPORTED) {
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", printable(result.detail()));
      }
      xml.writeEndElement();
    }
    xml.writeEndDocument();
  }

  private static String skipped(List<Result> results) {
    return Long.toString(
        results.stream().filter(result -> result.verdict() == Verdict.UNSUPPORTED).count());
  }

  /** What a port says may hold anything; XML may not. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x09\\x0a\\x20-\\x7e]", "?");
  }
}
