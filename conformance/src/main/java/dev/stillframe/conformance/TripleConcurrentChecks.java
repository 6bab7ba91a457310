package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A client of the triple buffer at full speed under a host that takes, persists and returns: the
 * port's client with our host, and our client with the port's host. Both sides are killed at
 * random, and each record must arrive once.
 */
final class TripleConcurrentChecks {
  private static final int CAPACITY = 4096;
  private static final int LONGEST = 200;
  private static final int CHUNKS = 20;
  private static final int LONG_RUN = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Bench bench;
  private final Random random;
  private final int commits;
  private final Path file;
  private final NumberedRecords store = new NumberedRecords(LONGEST);
  private final List<String> clientCommand;
  private final List<String> hostCommand;
  private PortProcess client;
  private PortProcess host;
  private long newest;
  private final int kills;
  private int clientKills;
  private int hostKills;

  private TripleConcurrentChecks(
      Bench bench, long seed, int commits, List<String> client, List<String> host) {
    this.bench = bench;
    this.random = new Random(seed);
    this.commits = commits;
    this.kills = commits < LONG_RUN ? 1 : 5; // Of each side; most of the time is their starts.
    this.file = bench.file("memory");
    this.clientCommand = client;
    this.hostCommand = host;
  }

  static List<Check> all(long seed, int commits) {
    return List.of(
        new Check(
            "triple-client-under-our-host",
            "triple",
            bench ->
                new TripleConcurrentChecks(bench, seed, commits, bench.command(), OurPort.command())
                    .run()),
        new Check(
            "our-triple-client-under-host",
            "triple",
            bench ->
                new TripleConcurrentChecks(bench, seed, commits, OurPort.command(), bench.command())
                    .run()));
  }

  private void run() throws FellShort, Unsupported, IOException {
    try {
      host = new PortProcess(hostCommand, PATIENCE);
      ask(host, "configure " + file + " " + CAPACITY + " 0");
      attach();
      join();
      while (newest < commits) {
        chunk();
      }
      drain();
      if (store.newest() != newest) {
        throw new FellShort(
            Rule.TAKE_GIVES_WHAT_WAS_OFFERED, "record " + newest, "record " + store.newest());
      }
    } finally {
      close(client);
      close(host);
    }
    bench.cameTo(
        String.format(
            Locale.ROOT,
            "%,d records of %,d commits judged, %d clients and %d hosts killed",
            store.records(),
            newest,
            clientKills,
            hostKills));
  }

  private static void close(PortProcess process) {
    if (process != null) {
      process.close();
    }
  }

  private String ask(PortProcess process, String request) throws FellShort, Unsupported {
    String who = process == client ? "client" : "host";
    bench.note(who + " < " + request);
    return judged(who, request, process.ask(request));
  }

  private String judged(String who, String request, String answer) throws FellShort, Unsupported {
    bench.note(who + " > " + answer);
    if (answer.equals("unsupported")) {
      throw new Unsupported(request.split(" ", 2)[0]);
    }
    if (!answer.startsWith("ok")) {
      Rule rule =
          answer.startsWith("error CONTROL")
              ? Rule.CONTROL_WORD_SAYS_WHO_MAY_TOUCH_WHAT
              : answer.startsWith("error RECORDS")
                  ? Rule.TAKE_GIVES_WHAT_WAS_OFFERED
                  : Rule.ANSWER_IN_THE_PROTOCOL;
      throw new FellShort(rule, "ok", answer);
    }
    return answer;
  }

  private void attach() throws FellShort, Unsupported {
    ask(host, "attach " + file + " " + store.newest());
  }

  /** A client starts; the number that it finds is that of the last record on its way, or stored. */
  private void join() throws FellShort, Unsupported, IOException {
    client = new PortProcess(clientCommand, PATIENCE);
    String answer = ask(client, "join " + file);
    if (!answer.matches("ok [0-9]{1,18} [0-9]{1,18}")) {
      throw new FellShort(Rule.ANSWER_IN_THE_PROTOCOL, "ok NEWEST DURABLE", answer);
    }
    long found = Long.parseLong(answer.split(" ")[1]);
    drain();
    if (found < newest || found != store.newest()) {
      long least = Math.max(newest, store.newest());
      throw new FellShort(Rule.NUMBER_WITHOUT_GAPS, "record " + least, "record " + found);
    }
    newest = found;
  }

  /** While the client does nothing. */
  private void drain() throws FellShort, Unsupported, IOException {
    String answer = ask(host, "take");
    while (!answer.equals("ok none")) {
      store.persist(answer);
      persistAndReturn();
      answer = ask(host, "take");
    }
  }

  /** The client commits while the host works; at some point one of them may be killed. */
  private void chunk() throws FellShort, Unsupported, IOException {
    int count = Math.max(1, commits / CHUNKS);
    String request = "stream " + count + " " + LONGEST;
    bench.note("client < " + request);
    client.send(request);
    int rounds = 0;
    while (!client.hasAnswer()) {
      if (take()) {
        persistAndReturn();
      }
      rounds++;
      if (clientKills < kills && rounds > 2 && random.nextInt(16) == 0) {
        clientKills++;
        bench.note("client is killed");
        client.kill();
        join();
        return;
      }
    }
    String answer = judged("client", request, client.answer(request, PATIENCE));
    long expected = newest + count;
    if (!answer.equals("ok " + expected)) {
      throw new FellShort(Rule.NUMBER_WITHOUT_GAPS, "ok " + expected, answer);
    }
    newest = expected;
  }

  private boolean take() throws FellShort, Unsupported, IOException {
    String answer = mayKill("take") ? "" : ask(host, "take");
    if (answer.isEmpty() || answer.equals("ok none")) {
      return false;
    }
    store.persist(answer);
    return true;
  }

  private void persistAndReturn() throws FellShort, Unsupported, IOException {
    if (!mayKill("durable " + store.newest())) {
      ask(host, "durable " + store.newest());
      if (!mayKill("return")) {
        ask(host, "return");
      }
    }
  }

  /** Kills the host before it can answer, now and then; what it has done of it nobody knows. */
  private boolean mayKill(String request) throws FellShort, Unsupported, IOException {
    if (newest == 0 || hostKills == kills || random.nextInt(48) != 0) {
      return false;
    }
    hostKills++;
    bench.note("host < " + request);
    bench.note("host is killed");
    host.send(request);
    host.kill();
    host = new PortProcess(hostCommand, PATIENCE);
    attach();
    return true;
  }
}
