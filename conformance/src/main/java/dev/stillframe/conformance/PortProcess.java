package dev.stillframe.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running port. Whatever it does, no call takes longer than the judge's patience: it may hang,
 * die, print nonsense, print without end, or not read what it is asked.
 */
final class PortProcess implements AutoCloseable {
  private final Process process;
  private final Pump answers;
  private final Pump errors;
  private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final Duration patience;
  private boolean isAnswerPending;

  PortProcess(List<String> command, Duration patience) throws IOException {
    this.patience = patience;
    this.process = new ProcessBuilder(command).start();
    this.answers = Pump.lines(process.getInputStream());
    this.errors = Pump.lastWords(process.getErrorStream());
    Thread writer = new Thread(this::write, "requests");
    writer.setDaemon(true);
    writer.start();
  }

  private void write() {
    try (OutputStream out = process.getOutputStream()) {
      while (process.isAlive()) {
        out.write((requests.take() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // It has died, which the answers say.
    }
  }

  /** Asks, and returns the answer; says what the port did instead, where it gave none. */
  String ask(String request) throws FellShort {
    send(request);
    return answer(request, patience);
  }

  /** Sends a request whose answer is fetched later. */
  void send(String request) throws FellShort {
    String unasked = answers.poll();
    if (unasked != null) {
      throw broken("no line before the next request", "'" + shorten(unasked) + "'");
    }
    isAnswerPending = true;
    requests.add(request);
  }

  /** Tells whether an answer can be fetched without waiting. */
  boolean hasAnswer() {
    return answers.isReady();
  }

  String answer(String request, Duration within) throws FellShort {
    String line;
    try {
      line = answers.await(within.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the judge was interrupted", e);
    }
    isAnswerPending = false;
    String asked = "an answer to '" + shorten(request) + "'";
    if (line == null && answers.end() != null) {
      throw broken(asked, answers.end() + lastWords());
    }
    if (line == null) {
      kill();
      throw broken(asked, "nothing for " + within.toSeconds() + " s: it was killed" + lastWords());
    }
    String kind = line.split(" ", 2)[0];
    if (!List.of("ok", "refused", "error", "unsupported").contains(kind)) {
      throw broken("ok, refused, error or unsupported", "'" + shorten(line) + "'");
    }
    return line;
  }

  private String lastWords() {
    try {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        errors.await(TimeUnit.SECONDS.toNanos(5)); // Up to its end; no line of it comes apart.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String code = process.isAlive() ? "" : ", exit code " + process.exitValue();
    return errors.tail().isEmpty() ? code : code + ", standard error: " + errors.tail();
  }

  private static FellShort broken(String expected, String actual) {
    return new FellShort(Rule.ANSWER_IN_THE_PROTOCOL, expected, actual);
  }

  static String shorten(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  /** Whether it can be asked: it lives, and owes no answer to a check that was broken off. */
  boolean isReady() {
    return process.isAlive() && !isAnswerPending;
  }

  /** SIGKILL, for it and what it has started; waits until it is gone and its locks with it. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      process.destroyForcibly().waitFor(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
