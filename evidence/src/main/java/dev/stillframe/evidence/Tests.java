package dev.stillframe.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Says at the end of {@code make test} what failed and what was skipped in all modules. Maven goes
 * on behind a test that failed, and so its exit code says nothing of the tests: this one does.
 *
 * <p>It uses nothing but the JDK, because it also runs where a module cannot be built.
 */
public final class Tests {
  private static final int FAILED = 1;
  private static final int NOT_SET_UP = 2;

  /** A module that Maven could not build, or did not come to. */
  private static final Pattern MODULE = Pattern.compile("\\[INFO] (.+?) \\.+ (FAILURE|SKIPPED).*");

  /** How Surefire reports that the tests of a module did not run to their end. */
  private static final Pattern CUT_SHORT =
      Pattern.compile("\\[ERROR] .*(forked VM|forked process|timeout in the fork).*");

  /** What JUnit puts before the reason of a test that is skipped. */
  private static final Pattern PREFIX =
      Pattern.compile("^(org\\.opentest4j\\.\\w+: )?(Assumption failed: )?");

  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> notRun = new ArrayList<>();
  private long executed;

  /**
   * Reads the reports of a run.
   *
   * @param root of the checkout
   * @param log what Maven printed
   * @param exitCode of Maven
   */
  Tests(Path root, List<String> log, int exitCode) throws IOException {
    List<Path> reports;
    try (Stream<Path> files = Files.find(root, 4, (file, attributes) -> isReport(file))) {
      reports = files.sorted().toList();
    }
    for (Path report : reports) {
      read(report);
    }
    log.stream()
        .map(MODULE::matcher)
        .filter(line -> line.matches())
        .forEach(line -> notRun.add(line.group(1) + " (" + word(line.group(2)) + ")"));
    log.stream().filter(line -> CUT_SHORT.matcher(line).matches()).distinct().forEach(notRun::add);
    if (exitCode != 0) {
      notRun.add("Maven ended with exit code " + exitCode);
    }
    boolean hasErrors = log.stream().anyMatch(line -> line.startsWith("[ERROR]"));
    if (hasErrors && failed.isEmpty() && notRun.isEmpty()) {
      notRun.add("Maven reports an error, and no test says why");
    }
    if (executed == 0) {
      notRun.add("no test was executed");
    }
  }

  /** The arguments: the file with what Maven printed, and its exit code. */
  public static void main(String[] args) throws IOException {
    List<String> log =
        new String(Files.readAllBytes(Path.of(args[0])), StandardCharsets.UTF_8).lines().toList();
    Tests tests = new Tests(Checkout.root(), log, Integer.parseInt(args[1]));
    tests.lines().forEach(System.out::println);
    System.exit(tests.exitCode());
  }

  int exitCode() {
    if (!notRun.isEmpty()) {
      return NOT_SET_UP;
    }
    return failed.isEmpty() ? 0 : FAILED;
  }

  /** Returns the last lines of a run. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d tests: %,d passed, %,d failed, %,d skipped",
            executed + skipped.size(),
            executed - failed.size(),
            failed.size(),
            skipped.size()));
    notRun.forEach(what -> lines.add("could not run: " + what));
    failed.forEach(test -> lines.add("failed: " + test));
    lines.addAll(new Skips(skipped).lines());
    lines.add("exit code " + exitCode());
    return lines;
  }

  private static String word(String status) {
    return status.equals("SKIPPED") ? "a module that it needs failed" : "it failed";
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return file.getParent().endsWith("target/surefire-reports")
        && name.startsWith("TEST-")
        && name.endsWith(".xml");
  }

  private void read(Path report) throws IOException {
    NodeList cases;
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      cases = builder.parse(report.toFile()).getElementsByTagName("testcase");
    } catch (ParserConfigurationException | SAXException e) {
      notRun.add(report + " cannot be read: " + e.getMessage());
      return;
    }
    for (int i = 0; i < cases.getLength(); i++) {
      read((Element) cases.item(i));
    }
  }

  private void read(Element test) {
    Element reason = child(test, "skipped");
    if (reason != null) {
      skipped.add(reason(reason));
      return;
    }
    executed++;
    Element failure = child(test, "failure");
    if (failure == null) {
      failure = child(test, "error");
    }
    if (failure != null) {
      failed.add(
          test.getAttribute("classname")
              + "."
              + test.getAttribute("name")
              + ": "
              + reason(failure));
    }
  }

  private static String reason(Element element) {
    String message = element.getAttribute("message");
    String text = message.isBlank() ? element.getTextContent() : message;
    String first = text.strip().lines().findFirst().orElse("");
    return PREFIX.matcher(first).replaceFirst("");
  }

  private static Element child(Element parent, String name) {
    return (Element) parent.getElementsByTagName(name).item(0);
  }
}
