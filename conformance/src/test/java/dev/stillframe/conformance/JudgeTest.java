package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.conformance.Judge.Task;
import dev.stillframe.conformance.Result.Verdict;
import dev.stillframe.conformance.port.JavaPort;
import dev.stillframe.queue.QueueWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of ports: it believes none, waits for none without end, and says what is wrong. */
@Timeout(300)
final class JudgeTest {
  /** Answers hello as it should, and all else with this. */
  private static List<String> client(String answer) {
    return List.of(
        "sh",
        "-c",
        "while read verb rest; do if [ $verb = hello ]; then echo ok 1 fake client; "
            + "else echo $0; fi; done",
        answer);
  }

  /** The Java implementation as a process. */
  static List<String> javaPort() throws URISyntaxException {
    String path = classes(QueueWriter.class) + File.pathSeparator + classes(JavaPort.class);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path, JavaPort.class.getName());
  }

  private static String classes(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static List<Result> judge(List<String> command, Duration patience) throws IOException {
    Task task = new Task(command, Set.of("queue", "store", "triple"), 0, patience, 1, 3, 0);
    return new Judge(task).run(result -> {});
  }

  @Test
  void passesTheJavaImplementation() throws Exception {
    List<Result> results = judge(javaPort(), Duration.ofSeconds(60));
    results.forEach(result -> assertEquals(Verdict.PASSED, result.verdict(), result::detail));
    assertTrue(results.size() > 100, "only " + results.size() + " checks");
  }

  /** Each of these programs breaks the line protocol in its own way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 7 | exit code 7",
        "kill -9 $$ | exit code 137",
        "cat | 'hello 1'",
        "yes ok | expected:",
        "yes ok 1 fake client | no line before the next request",
        "cat /dev/zero | it floods",
        "exec sleep 1000 | nothing for 1 s",
        "read line; echo yes indeed | 'yes indeed'",
        "read line; echo; sleep 1000 | ''",
        "read line; echo ok 1 fake client; exit | expected:",
        "read line; echo ok 1 fake client; sleep 1000 | nothing for 1 s",
        "while read line; do echo ok 1 fake client; done | expected: ok 0",
        "while read line; do echo ok 1 fake client; echo more; done | 'more'",
        "while read line; do echo ok 1 fake reader; done | of the parts read, client, host",
        "while read line; do echo 'ok 1  read'; done | of the parts read, client, host",
        "echo oh dear >&2; exit 3 | oh dear"
      })
  void judgesAPortThatMisbehaves(String script, String why) throws IOException {
    List<Result> results = judge(List.of("sh", "-c", script), Duration.ofSeconds(1));
    assertTrue(results.stream().anyMatch(Result::isFailed), results::toString);
    String all = results.stream().map(result -> result.detail() + "\n").reduce("", String::concat);
    boolean isFlood = script.startsWith("yes");
    assertTrue(
        all.contains(why) || isFlood && all.contains("it floods"), () -> why + " in\n" + all);
  }

  @Test
  void listsWhatAPortDoesNotHaveAndPassesNoneOfIt() throws IOException {
    List<Result> results =
        judge(
            List.of("sh", "-c", "while read line; do echo ok 1 small read; done"),
            Duration.ofSeconds(10));
    assertEquals(Verdict.PASSED, results.get(0).verdict());
    results.stream()
        .filter(result -> List.of("client", "host", "store").contains(result.part()))
        .forEach(result -> assertEquals(Verdict.UNSUPPORTED, result.verdict()));
  }

  @Test
  void aVerbThatIsUnsupportedIsNotPassed() throws IOException {
    List<Result> results = judge(client("unsupported"), Duration.ofSeconds(10));
    assertTrue(results.stream().skip(1).noneMatch(r -> r.verdict() == Verdict.PASSED));
  }

  /** A port that finds the run and not its bytes is not told to look for the run. */
  @Test
  void tellsTheBytesOfARunFromTheRun() throws Exception {
    String cut = "s/^ok 1 [a-z].*/ok 1 cut read/; s/^\\(ok [0-9]*:[0-9]*:\\)[^ ]*/\\1-/";
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" | sed -u '" + cut + "'", "sh"));
    command.addAll(javaPort());
    Task task = new Task(command, Set.of("queue"), 11, Duration.ofSeconds(60), 1, 0, 0);
    List<Result> failed =
        new Judge(task).run(result -> {}).stream().filter(Result::isFailed).toList();
    assertTrue(failed.size() > 10, failed::toString);
    failed.forEach(result -> assertEquals("wrap-at-the-rings-end", result.rule(), result::detail));
  }

  @Test
  void namesTheRuleAndShowsTheScript() throws IOException {
    List<Result> results = judge(client("ok 0 7"), Duration.ofSeconds(10));
    Result first = results.stream().filter(Result::isFailed).findFirst().orElseThrow();
    assertEquals("configure-a-fresh-memory", first.rule());
    assertTrue(first.detail().contains("rule: configure-a-fresh-memory"), first::detail);
    assertTrue(first.detail().contains("client < open"), first::detail);
    assertTrue(first.detail().contains("expected: ok 0 2"), first::detail);
    assertTrue(first.detail().contains("actual:   ok 0 7"), first::detail);
  }

  /**
   * A port that says of the room what it should not falls in the checks of the room, not in all.
   */
  @Test
  void judgesWhereACommitBeginsApartFromItsRoom() throws IOException {
    String room = detail(judge(client("ok 0 7"), Duration.ofSeconds(10)), "killed-client");
    assertFalse(room.contains("actual:   ok 0"), room);
    String offset = detail(judge(client("ok 5 16"), Duration.ofSeconds(10)), "killed-client");
    assertTrue(offset.contains("expected: ok 0" + System.lineSeparator()), offset);
    assertTrue(offset.contains("actual:   ok 5"), offset);
  }

  /** An error in place of what a rule asks for breaks that rule, not the one of classes. */
  @Test
  void anErrorWhereNoneIsDueBreaksTheRuleOfTheCheck() throws IOException {
    List<Result> results = judge(client("error GEOMETRY odd"), Duration.ofSeconds(10));
    Result open = find(results, "killed-client");
    assertEquals("configure-a-fresh-memory", open.rule(), open::detail);
    Result second = find(results, "configure-4-entries-16-bytes");
    assertEquals("configure-a-fresh-memory", second.rule(), second::detail);
    assertTrue(
        results.stream().noneMatch(result -> "reject-by-class".equals(result.rule())),
        results::toString);
  }

  @Test
  void noMoreChecksAreMadeBehindTheLast() throws IOException {
    Task task = new Task(client("ok 0 7"), Set.of("queue"), 0, Duration.ofSeconds(10), 1, 3, 0);
    List<Result> results = new Judge(task).run(result -> {}, Result::isFailed);
    assertEquals(1, results.stream().filter(Result::isFailed).count());
    assertTrue(results.get(results.size() - 1).isFailed(), results::toString);
  }

  /** A greeting of so many words ended the judge's own stack. */
  @Test
  void aLongGreetingIsJudgedAsAnyOther() throws IOException {
    String words =
        "while read line; do printf 'ok 1 fake'; yes ' a' | head -100000 | tr -d '\\n'; echo; done";
    List<Result> results = judge(List.of("sh", "-c", words), Duration.ofSeconds(10));
    assertEquals("answer-in-the-protocol", results.get(0).rule(), results.get(0)::detail);
  }

  private static Result find(List<Result> results, String id) {
    return results.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private static String detail(List<Result> results, String id) {
    return find(results, id).detail();
  }
}
