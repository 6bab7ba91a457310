package dev.stillframe.modeltests.replay;

import static dev.stillframe.modeltests.replay.Difference.requireSame;

import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.modeltests.replay.Puppet.Access;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shipped client and the shipped host in a state of {@code ReplayTriple.tla}.
 *
 * <p>What the spec does not have is done at once, with the step before it: the reads of words that
 * never change, the second word of a record, and what a client that starts reads of its records. A
 * host that is asleep in the spec has returned from {@code await} here and is asked what to do.
 */
final class TripleMachine implements Machine {
  private static final Set<String> ASKED = Set.of("look", "asleep");

  private final TripleSteps words;
  private final TriplePuppets puppets;
  private ArrayMemory memory;
  private Puppet client;
  private Puppet host;

  /** A memory that is not configured, for so many records in a buffer. */
  TripleMachine(int capacity, Views views) {
    words = new TripleSteps(capacity);
    puppets = new TriplePuppets(words.layout().size(), views);
    memory = new ArrayMemory(words.layout().size());
  }

  private TripleMachine(TripleMachine other) {
    words = other.words;
    puppets = other.puppets;
    memory = new ArrayMemory(words.layout().size());
    for (long at : words.addresses()) {
      memory.setOpaque(at, other.memory.getOpaque(at));
    }
    client = other.client == null ? null : other.client.copy();
    host = other.host == null ? null : other.host.copy();
  }

  @Override
  public Machine copy() {
    return new TripleMachine(this);
  }

  @Override
  public void take(Step step) {
    State from = step.from();
    switch (step.action()) {
      case "BeginCommit" -> client.answer(words.commandOf(step.to()));
      case "Wake" -> client.answer(0);
      case "StartClient" -> {
        client = puppets.client();
        skip(client, 2, from);
      }
      case "OpenJournal" -> {
        requireSame("the client asks for the journal", true, asks("journal"), from);
        client.answer(puppets.answer(words.journal(from)));
      }
      case "KillClient" -> client = null;
      case "StartAndWriteDurable" -> startHost(from);
      case "Look" -> look(TriplePuppets.TAKE);
      case "LieDown" -> look(TriplePuppets.AWAIT);
      case "Persist" -> persist(from);
      case "KillHost" -> host = null;
      case "Reboot" -> {
        client = null;
        host = null;
        memory = new ArrayMemory(memory.size());
      }
      case "WakeUp" -> {
        // The code was not asleep.
      }
      default -> access(step);
    }
    for (Map.Entry<Long, Long> word : words.memory(step.to()).entrySet()) {
      long at = word.getKey();
      requireSame("the word at " + at, word.getValue(), memory.getOpaque(at), step.to());
    }
  }

  private boolean asks(String what) {
    return client.asks(what);
  }

  /** A new host configures a memory that is not, and writes A. */
  private void startHost(State from) {
    long durable = words.durable(from);
    if (memory.getOpaque(TripleLayout.VERSION_AT) == 0) {
      words.layout().configure(memory, durable);
    }
    host = puppets.host(durable);
    skip(host, 4, from);
  }

  private void skip(Puppet puppet, int accesses, State from) {
    for (int i = 0; i < accesses; i++) {
      requireSame("an access of the start is next", true, !puppet.pending().isEmpty(), from);
      puppet.grant(puppet.pending().get(0), memory);
    }
  }

  /** Lets the host look; a host that finds W set when it waits does not set it again. */
  private void look(long how) {
    host.answer(how);
    host.grant(host.pending().get(0), memory);
  }

  private void access(Step step) {
    Puppet puppet = words.isOfClient(step) ? client : host;
    if (step.action().equals("AddWaits") && words.waits(step.from())) {
      return;
    }
    grant(puppet, words.access(step), step);
    if (words.second(step) != null && !words.isDurable(step)) {
      grant(puppet, words.second(step), step);
    }
    if (step.action().equals("OpenDurable")) {
      while (!client.pending().isEmpty()) {
        client.grant(client.pending().get(0), memory);
      }
    }
  }

  private void grant(Puppet puppet, Access access, Step step) {
    requireSame(step + ", " + access, List.of(access), puppet.pending(), step.from());
    puppet.grant(access, memory);
  }

  private void persist(State from) {
    requireSame("the host persists", true, host.asks(TriplePuppets.PERSIST), from);
    requireSame(
        "what is persisted",
        words.given(from).stream().map(TripleMachine::tell).toList(),
        ((List<?>) host.details()).stream().map(r -> tell((StateRecord) r)).toList(),
        from);
    host.answer(0);
  }

  private static String tell(StateRecord record) {
    return record.number() + (record.isBase() ? " base " : " ") + Arrays.toString(record.bytes());
  }

  @Override
  public void check(State state) {
    String phase = words.clientPhase(state);
    requireSame("the client lives", !phase.equals("dead"), client != null, state);
    if (client != null) {
      checkClient(phase, state);
    }
    String hostPhase = words.hostPhase(state);
    requireSame("the host lives", !hostPhase.equals("dead"), host != null, state);
    if (host != null) {
      boolean isAsked = ASKED.contains(hostPhase) || hostPhase.equals("down") && words.waits(state);
      requireSame("the host may look", isAsked, host.asks(TriplePuppets.LOOK), state);
      boolean isRead = hostPhase.equals("read records") && words.hostAccesses(state).isEmpty();
      requireSame("the host persists", isRead, host.asks(TriplePuppets.PERSIST), state);
      if (!isAsked) {
        compare("host", words.hostAccesses(state), host, state);
      }
    }
  }

  private void checkClient(String phase, State state) {
    requireSame("the client is idle", phase.equals("idle"), asks(TriplePuppets.COMMIT), state);
    requireSame("the client wakes", phase.equals("wake"), asks(TriplePuppets.WAKE), state);
    requireSame(
        "the client opens the journal",
        phase.equals("open journal"),
        asks(TriplePuppets.JOURNAL),
        state);
    if (phase.equals("idle")) {
      TripleWriter writer = (TripleWriter) client.details();
      requireSame("the newest number", words.newest(state), writer.newest(), state);
    } else if (phase.equals("wake")) {
      requireSame("the host waited", words.wakes(state), client.details(), state);
    }
    compare("client", words.clientAccesses(state), client, state);
  }

  private static void compare(String who, Set<Access> allowed, Puppet puppet, State state) {
    requireSame("what the " + who + " does next", allowed, new HashSet<>(puppet.pending()), state);
  }
}
