package dev.stillframe.conformance.port;

import dev.stillframe.FormatException;
import dev.stillframe.queue.QueueLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The Java implementation as a port: answers each line of the judge with one line. */
public final class JavaPort {
  private final BufferedReader in;
  private final PrintStream out;
  private final QueuePart queue = new QueuePart();
  private final HostPart host = new HostPart();
  private final TriplePart triple = new TriplePart();

  private JavaPort() {
    in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  /**
   * Answers until standard input ends.
   *
   * @param args none
   * @throws IOException if standard input fails
   */
  public static void main(String[] args) throws IOException {
    new JavaPort().run();
  }

  private void run() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(Request.of(line)));
    }
  }

  private String answer(Request request) {
    try {
      return handle(request);
    } catch (FormatException e) {
      return "error " + e.reason() + " " + oneLine(e.getMessage());
    } catch (IOException | RuntimeException e) {
      return "error OTHER " + oneLine(e.toString());
    }
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }

  private String handle(Request request) throws IOException {
    return switch (request.verb()) {
      case "hello" -> "ok 1 java read client host store twin journal triple";
      case "list" -> QueuePart.list(path(request, 1));
      case "read" -> QueuePart.read(path(request, 1));
      case "open" -> queue.open(path(request, 1), layout(request), request.number(4));
      case "recover" -> queue.recover(path(request, 1));
      case "commit" -> queue.commit(request.bytes(1), request.tailWords(2));
      case "abort" -> queue.abort((int) request.number(1), request.bytes(2), request.tailWords(3));
      case "run" -> queue.run(request.number(1), (int) request.number(2));
      case "dump" -> queue.dump(request.number(1), (int) request.number(2));
      case "capture" -> host.capture(path(request, 1), () -> {});
      case "look" -> look(path(request, 1));
      case "publish" -> host.publish(path(request, 1));
      case "verify" -> HostPart.verify(path(request, 1));
      case "restore" -> HostPart.restore(path(request, 1), path(request, 2));
      case "twin-restore" -> StorePart.restoreTwin(path(request, 1), path(request, 2));
      case "journal" -> StorePart.journal(path(request, 1));
      case "close" -> close();
      default -> triple(request);
    };
  }

  private String triple(Request request) throws IOException {
    return switch (request.verb()) {
      case "configure" ->
          TriplePart.configure(path(request, 1), request.number(2), request.number(3));
      case "join" -> triple.join(path(request, 1));
      case "increment" -> triple.increment(request.bytes(1));
      case "base" -> triple.base(request.bytes(1));
      case "stream" -> triple.stream(request.number(1), (int) request.number(2));
      case "abort-increment", "abort-base" ->
          triple.abort(
              (int) request.number(1), request.bytes(2), request.verb().equals("abort-base"));
      case "attach" -> triple.attach(path(request, 1), request.number(2));
      case "take" -> triple.take();
      case "durable" -> triple.durable(request.number(1));
      case "return" -> triple.giveBack();
      default -> "unsupported";
    };
  }

  private static Path path(Request request, int index) {
    return Path.of(request.text(index));
  }

  private static QueueLayout layout(Request request) {
    return QueueLayout.of((int) request.number(2), request.number(3));
  }

  /** The first look and the copy; the second look comes with the request {@code keep}. */
  private String look(Path file) throws IOException {
    boolean[] isHeld = {false};
    String answer =
        host.capture(
            file,
            () -> {
              isHeld[0] = true;
              hold();
            });
    if (!isHeld[0]) {
      hold(); // Nothing was to be copied, so there was no second look.
    }
    return answer;
  }

  private void hold() {
    out.println("ok");
    try {
      String line = in.readLine();
      if (!"keep".equals(line)) {
        throw new IllegalStateException("after look comes keep, not " + line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String close() throws IOException {
    queue.close();
    host.close();
    triple.close();
    return "ok";
  }
}
