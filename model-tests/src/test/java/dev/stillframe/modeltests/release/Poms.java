package dev.stillframe.modeltests.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The poms of a checkout: which modules are published, and what Maven Central demands of them. */
final class Poms {
  /** What each pom has to say itself. */
  static final List<String> OWN = List.of("name", "description");

  /** What the parent says for all of them. */
  static final List<String> INHERITED =
      List.of(
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/url",
          "scm/connection");

  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  private final Path root;

  Poms(Path root) {
    this.root = root;
  }

  /** Returns the pom of a directory of the checkout; "" for the parent. */
  Document pom(String directory) throws IOException {
    Path file = root.resolve(directory).resolve("pom.xml");
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the directories of the modules that are published. */
  List<String> published() throws IOException {
    List<String> published = new ArrayList<>();
    for (String module : texts(pom(""), "/project/modules/module")) {
      if (!text(pom(module), "/project/properties/internal").equals("true")) {
        published.add(module);
      }
    }
    return published;
  }

  /** Returns the version that this checkout builds. */
  String version() throws IOException {
    return text(pom(""), "/project/version");
  }

  /** Returns the name of a module's artifact. */
  String artifact(String module) throws IOException {
    return text(pom(module), "/project/artifactId");
  }

  /** Returns what Maven Central would miss in a pom with a parent. */
  static List<String> missing(Document parent, Document pom) {
    return Stream.concat(
            OWN.stream().filter(path -> text(pom, "/project/" + path).isBlank()),
            INHERITED.stream().filter(path -> text(parent, "/project/" + path).isBlank()))
        .toList();
  }

  /** Returns the text at a path; "" if there is none. */
  static String text(Document pom, String path) {
    return String.join(" ", texts(pom, path));
  }

  static List<String> texts(Document pom, String path) {
    return nodes(pom, path).stream().map(Node::getTextContent).toList();
  }

  static List<Node> nodes(Document pom, String path) {
    try {
      NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        nodes.add(found.item(i));
      }
      return nodes;
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
