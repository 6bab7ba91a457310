package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a check meets the port: two processes of it, one for what a client does and one for readers
 * and hosts, because closing a file drops a process's locks on it; a directory; the script so far.
 */
final class Bench implements AutoCloseable {
  private static final int LONGEST_SCRIPT = 40;

  private final List<String> command;
  private final Duration patience;
  private final List<String> script = new ArrayList<>();
  private PortProcess client;
  private PortProcess reader;
  private Path directory;
  private String outcome;

  Bench(List<String> command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  /** Starts a check: nothing is open, the script is empty. */
  void begin(Path newDirectory) throws FellShort {
    directory = newDirectory;
    outcome = null;
    script.clear();
    for (PortProcess process : new PortProcess[] {client, reader}) {
      if (process != null && process.isReady()) {
        process.ask("close");
      } else if (process != null) {
        process.kill();
      }
    }
    script.clear();
  }

  /** How the port is started, for those who run processes of their own. */
  List<String> command() {
    return command;
  }

  /** A path for a file of this check. */
  Path file(String name) {
    return directory.resolve(name);
  }

  String askClient(String request) throws FellShort, Unsupported, IOException {
    return ask("client", client(), request);
  }

  /** The process of the client, for those who do not wait for each answer. */
  PortProcess client() throws IOException {
    if (client == null || !client.isReady()) {
      client = new PortProcess(command, patience);
    }
    return client;
  }

  String askReader(String request) throws FellShort, Unsupported, IOException {
    if (reader == null || !reader.isReady()) {
      reader = new PortProcess(command, patience);
    }
    return ask("reader", reader, request);
  }

  private String ask(String who, PortProcess process, String request)
      throws FellShort, Unsupported {
    note(who + " < " + request);
    String answer = process.ask(request);
    note(who + " > " + answer);
    if (answer.equals("unsupported")) {
      throw new Unsupported(request.split(" ", 2)[0]);
    }
    return answer;
  }

  /** Adds a line to the script that a failure shows. */
  void note(String line) {
    script.add(PortProcess.shorten(line).replace(directory + "/", ""));
    if (script.size() > LONGEST_SCRIPT) {
      script.remove(0);
    }
  }

  /** Says in a line what a check that passed did. */
  void cameTo(String newOutcome) {
    outcome = newOutcome;
  }

  String outcome() {
    return outcome;
  }

  void killBoth() {
    killClient();
    killReader();
  }

  void killClient() {
    if (client != null) {
      note("client is killed");
      client.kill();
      client = null;
    }
  }

  void killReader() {
    if (reader != null) {
      note("reader is killed");
      reader.kill();
      reader = null;
    }
  }

  List<String> script() {
    return script;
  }

  void expectClient(Rule rule, String request, String expected)
      throws FellShort, Unsupported, IOException {
    compare(rule, expected, askClient(request));
  }

  /** Of OFFSET and ROOM the offset alone: checks of one thing do not fall with another. */
  void expectOffset(Rule rule, String request, String expected)
      throws FellShort, Unsupported, IOException {
    String answer = askClient(request);
    boolean isForm = answer.matches("ok [0-9]+ [0-9]+");
    compare(rule, isForm ? withoutRoom(expected) : expected, isForm ? withoutRoom(answer) : answer);
  }

  private static String withoutRoom(String answer) {
    return answer.substring(0, answer.lastIndexOf(' '));
  }

  void expectReader(Rule rule, String request, String expected)
      throws FellShort, Unsupported, IOException {
    compare(rule, expected, askReader(request));
  }

  /** Requires an error of any class: that of a memory which somebody has is nowhere laid down. */
  static void requireError(Rule rule, String why, String answer) throws FellShort {
    if (!answer.startsWith("error ")) {
      throw new FellShort(rule, "error OTHER, or another class: " + why, answer);
    }
  }

  /** Of an error only the class counts; what follows is for people. */
  private static void compare(Rule rule, String expected, String actual) throws FellShort {
    boolean isSame =
        expected.startsWith("error ")
            ? (actual + " ").startsWith(expected + " ")
            : expected.equals(actual);
    if (!isSame) {
      // An error in place of what the rule asks for breaks that rule, and not the one of classes.
      Rule broken = expected.startsWith("error ") ? Rule.REJECT_BY_CLASS : rule;
      throw FellShort.ofAnswers(broken, expected, actual);
    }
  }

  void write(Path file, byte[] bytes) throws FellShort, IOException {
    note("the judge writes " + bytes.length + " bytes to " + file);
    if (Files.exists(file)) {
      PortFile.requireRegular(file);
    }
    Files.write(file, bytes);
  }

  /** Writes into a file that may be mapped; a new one would not be seen. */
  void overwrite(Path file, byte[] bytes) throws FellShort, IOException {
    note("the judge writes over " + file);
    PortFile.requireRegular(file);
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  /** Compares a file with what it should be; a failure shows the first words that differ. */
  void expectBytes(Rule rule, Path file, byte[] expected) throws FellShort, IOException {
    note("the judge reads " + file);
    Words.requireSame(rule, expected, PortFile.read(file));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    if (reader != null) {
      reader.close();
    }
  }
}
