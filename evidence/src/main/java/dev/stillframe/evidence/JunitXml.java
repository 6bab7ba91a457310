package dev.stillframe.evidence;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The rows as JUnit XML, for the CI systems that show test results. */
final class JunitXml {
  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static void write(Path file, List<Part> parts) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument();
      xml.writeStartElement("testsuites");
      for (Part part : parts) {
        new JunitXml(xml).suite(part);
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write " + file, e);
    }
  }

  private void suite(Part part) throws XMLStreamException {
    long broken = part.problem() == null ? 0 : 1;
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", part.name());
    xml.writeAttribute("tests", Long.toString(part.rows().size() + broken));
    xml.writeAttribute("failures", Long.toString(count(part, Verdict.FELL_SHORT)));
    xml.writeAttribute("errors", Long.toString(count(part, Verdict.INCONCLUSIVE) + broken));
    xml.writeAttribute("skipped", Long.toString(count(part, Verdict.SKIPPED)));
    for (Row row : part.rows()) {
      testcase(part, row);
    }
    if (part.problem() != null) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", part.name());
      xml.writeAttribute("name", "the part as a whole");
      outcome("error", part.problem());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void testcase(Part part, Row row) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", part.name() + "." + row.claim());
    xml.writeAttribute("name", row.id());
    if (row.seconds() != null) {
      xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", row.seconds()));
    }
    switch (row.verdict()) {
      case FELL_SHORT -> outcome("failure", row.detail());
      case INCONCLUSIVE -> outcome("error", "inconclusive: " + row.detail());
      case SKIPPED -> outcome("skipped", row.detail());
      case NOT_OBSERVABLE_HERE, AS_EXPECTED -> {}
    }
    xml.writeEndElement();
  }

  private void outcome(String element, String message) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", Objects.requireNonNullElse(message, "no detail"));
    xml.writeEndElement();
  }

  private static long count(Part part, Verdict verdict) {
    return part.rows().stream().filter(row -> row.verdict() == verdict).count();
  }
}
