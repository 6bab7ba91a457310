package dev.stillframe.conformance;

import dev.stillframe.conformance.Result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Judges one port: asks what it supports, then makes every check of these parts. A port that breaks
 * the line protocol again and again is given up, so that one that hangs costs a bounded time.
 */
public final class Judge {
  /** The parts of a port, in the order in which they are judged. */
  public static final List<String> PARTS =
      List.of("read", "client", "host", "store", "twin", "journal", "triple");

  /** What can be judged, in the order in which it is. */
  public static final List<String> PROTOCOLS = List.of("queue", "store", "triple");

  /** In place of a rule, where the judge itself could not go on over what a port did. */
  public static final String NO_RULE = "no-rule";

  private static final int BROKEN_ANSWERS_BEFORE_GIVING_UP = 5;

  /**
   * What is asked of a port.
   *
   * @param command the port and its arguments
   * @param protocols which of {@link Judge#PROTOCOLS}
   * @param everyVector 1 for all of {@code conformance/vectors}, n for each n-th, 0 for none
   * @param patience how long an answer may take
   * @param seed of the random scripts
   * @param scripts how many random scripts
   * @param commits how many commits each concurrent run makes; 0 for no such runs
   */
  public record Task(
      List<String> command,
      Set<String> protocols,
      int everyVector,
      Duration patience,
      long seed,
      int scripts,
      int commits) {}

  /** The part of the one check that every port must pass. */
  public static final String HELLO = "hello";

  private final Task task;

  /** The checks of each protocol, behind the greeting. */
  private final Map<String, List<Check>> plan = new LinkedHashMap<>();

  private int brokenAnswers;

  /**
   * Creates a judge.
   *
   * @param task what is asked
   * @throws IOException if the vectors cannot be read
   */
  public Judge(Task task) throws IOException {
    this.task = task;
    for (String protocol : PROTOCOLS) {
      if (task.protocols().contains(protocol)) {
        plan.put(protocol, checks(protocol));
      }
    }
  }

  /**
   * Returns how many checks there are.
   *
   * @return as many as {@link #run} has results
   */
  public int size() {
    return 1 + plan.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Makes all checks, once.
   *
   * @param listener is told each result as it comes
   * @return a result for each; those of parts that the port does not have are unsupported
   * @throws IOException if the port cannot be started, or files cannot be written
   */
  public List<Result> run(Consumer<Result> listener) throws IOException {
    return run(listener, result -> false);
  }

  /**
   * Makes all checks, once, or those up to one.
   *
   * @param listener is told each result as it comes
   * @param isLast whether no more checks are made behind this result
   * @return a result for each that was made
   * @throws IOException if the port cannot be started, or files cannot be written
   */
  public List<Result> run(Consumer<Result> listener, Predicate<Result> isLast) throws IOException {
    Path directory = Scratch.create();
    List<Result> results = new ArrayList<>();
    Consumer<Result> each = ((Consumer<Result>) results::add).andThen(listener);
    try (Bench bench = new Bench(task.command(), task.patience())) {
      Set<String> supported = new TreeSet<>();
      Check hello = hello(supported);
      Result result = run(bench, Set.of(HELLO), "line", hello, directory);
      each.accept(result);
      for (Map.Entry<String, List<Check>> part : plan.entrySet()) {
        for (Check check : part.getValue()) {
          if (isLast.test(result)) {
            return results;
          }
          result = run(bench, supported, part.getKey(), check, directory);
          each.accept(result);
        }
      }
      return results;
    } finally {
      Scratch.delete(directory);
    }
  }

  private List<Check> checks(String protocol) throws IOException {
    List<Check> checks = new ArrayList<>();
    if (task.everyVector() > 0) {
      List<Check> vectors = Vectors.all(protocol);
      for (int i = 0; i < vectors.size(); i += task.everyVector()) {
        checks.add(vectors.get(i));
      }
    }
    switch (protocol) {
      case "queue" -> {
        checks.addAll(ClientChecks.all());
        checks.addAll(CommitChecks.all());
        checks.addAll(HostChecks.queue());
        checks.addAll(RandomChecks.all(task.seed(), task.scripts()));
        if (task.commits() > 0) {
          checks.addAll(ConcurrentChecks.all(task.seed(), task.commits()));
        }
      }
      case "store" -> checks.addAll(HostChecks.store());
      default -> {
        checks.addAll(TripleChecks.all(task.seed(), task.scripts()));
        if (task.commits() > 0) {
          checks.addAll(TripleConcurrentChecks.all(task.seed(), task.commits()));
        }
      }
    }
    return checks;
  }

  /** Notes which parts the port has. */
  private static Check hello(Set<String> supported) {
    return new Check(
        HELLO,
        HELLO,
        bench -> {
          String answer = bench.askReader("hello 1");
          List<String> words = List.of(answer.split(" ", -1));
          boolean isForm =
              answer.startsWith("ok 1 ") && words.size() > 2 && !words.get(2).isEmpty();
          if (!isForm || !PARTS.containsAll(words.subList(3, words.size()))) {
            String form = "ok 1 NAME PART..., of the parts " + String.join(", ", PARTS);
            throw new FellShort(Rule.ANSWER_IN_THE_PROTOCOL, form, PortProcess.shorten(answer));
          }
          supported.addAll(words.subList(3, words.size()));
        });
  }

  private Result run(Bench bench, Set<String> supported, String protocol, Check check, Path parent)
      throws IOException {
    long start = System.nanoTime();
    Verdict verdict = Verdict.PASSED;
    String rule = null;
    String detail = null;
    if (brokenAnswers >= BROKEN_ANSWERS_BEFORE_GIVING_UP) {
      verdict = Verdict.FAILED;
      rule = Rule.ANSWER_IN_THE_PROTOCOL.toString();
      detail = "not run: the port was given up after " + brokenAnswers + " broken answers";
    } else if (!supported.contains(check.part())) {
      verdict = Verdict.UNSUPPORTED;
      detail = "the port says that it has no part " + check.part();
    } else {
      Path directory = Files.createDirectories(parent.resolve(check.id()));
      try {
        bench.begin(directory);
        run(check, bench);
        detail = bench.outcome();
        brokenAnswers = 0;
      } catch (Unsupported e) {
        verdict = Verdict.UNSUPPORTED;
        detail = e.getMessage();
      } catch (FellShort e) {
        boolean isBroken = e.rule() == Rule.ANSWER_IN_THE_PROTOCOL;
        brokenAnswers += isBroken ? 1 : 0;
        verdict = Verdict.FAILED;
        rule = e.rule().toString();
        detail = e.getMessage() + "\nscript:\n  " + String.join("\n  ", bench.script());
        if (isBroken) {
          bench.killBoth();
        }
      } catch (IOException | RuntimeException | VirtualMachineError e) {
        if (e instanceof IOException cause && check.part().equals(HELLO)) {
          throw cause; // What cannot be started cannot be judged.
        }
        // Whatever it is, it came of what the port did; the checks that follow are made.
        verdict = Verdict.FAILED;
        rule = NO_RULE;
        detail =
            "rule: none of those that have a name; the judge could not go on: "
                + e
                + "\nscript:\n  "
                + String.join("\n  ", bench.script());
        bench.killBoth();
      }
      Scratch.delete(directory);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(check.id(), protocol, check.part(), verdict, rule, detail, seconds);
  }

  /** A file that the port was to leave, and that is not there, is the port's fault. */
  private static void run(Check check, Bench bench) throws FellShort, Unsupported, IOException {
    try {
      check.body().run(bench);
    } catch (NoSuchFileException e) {
      throw new FellShort(Rule.LEAVE_WHAT_WAS_REPORTED, "a file " + e.getMessage(), "none");
    }
  }
}
