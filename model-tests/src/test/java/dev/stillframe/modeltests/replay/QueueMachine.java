package dev.stillframe.modeltests.replay;

import static dev.stillframe.modeltests.replay.Difference.requireSame;

import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.replay.Puppet.Access;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The shipped writer and the shipped capture in a state of {@code ReplayQueue.tla}.
 *
 * <p>What the spec does not have is done at once, with the step before it: reads of words that
 * never change, of tail words outside the run and of the offset beside a length that has changed,
 * the reads of a client that starts, and the looks that follow one which found nothing.
 */
final class QueueMachine implements Machine {
  private final QueueSteps words;
  private final QueuePuppets puppets;
  private final ArrayMemory memory;
  private Puppet client;
  private Puppet host;

  QueueMachine(QueueLayout layout, Set<Long> payloads, Views views) {
    words = new QueueSteps(layout, payloads);
    puppets = new QueuePuppets(words.size(), views);
    memory = new ArrayMemory(words.size());
    layout.configure(memory);
    client = puppets.client();
    runToCommand();
    host = puppets.host();
    skip(Set.of());
  }

  private QueueMachine(QueueMachine other) {
    words = other.words;
    puppets = other.puppets;
    memory = new ArrayMemory(words.size());
    for (long at : words.addresses()) {
      memory.setOpaque(at, other.memory.getOpaque(at));
    }
    client = other.client == null ? null : other.client.copy();
    host = other.host == null ? null : other.host.copy();
  }

  @Override
  public Machine copy() {
    return new QueueMachine(this);
  }

  @Override
  public void take(Step step) {
    State to = step.to();
    switch (step.action()) {
      case "BeginCommit" -> client.answer(words.commandOf(to));
      case "Abort" -> {
        requireSame("the commit may end", true, client.asks(QueuePuppets.ABANDON), step.from());
        client.answer(1);
      }
      case "KillClient" -> client = null;
      case "RestartClient" -> {
        client = puppets.client();
        runToCommand();
      }
      case "KillHost" -> host = null;
      case "RestartHost" -> {
        host = puppets.host();
        skip(Set.of());
      }
      case "Persist" -> persist(to);
      case "Filter" -> {
        // It is no access; what came of it is compared in the state that it leads to.
      }
      default -> access(step);
    }
    compareMemory(to);
  }

  private void access(Step step) {
    Access access = words.access(step);
    if (words.isOfClient(step)) {
      if (client.asks(QueuePuppets.ABANDON)) {
        client.answer(0);
      }
      require("client", client, access, step);
      client.grant(access, memory);
    } else {
      require("host", host, access, step);
      host.grant(access, memory);
      skip(words.skipped(step));
    }
  }

  private static void require(String who, Puppet puppet, Access access, Step step) {
    requireSame(
        who + ", " + step + ", " + access, true, puppet.pending().contains(access), step.from());
  }

  /** The new client reads what it needs: nobody else writes. */
  private void runToCommand() {
    while (!client.asks(QueuePuppets.COMMIT)) {
      client.grant(client.pending().get(0), memory);
    }
  }

  /** Lets the host do what is no step of the spec, each word once. */
  private void skip(Set<Long> addresses) {
    Set<Long> left = new HashSet<>(addresses);
    boolean looksForNothing = false;
    while (!host.pending().isEmpty()) {
      Access access = host.pending().get(0);
      long at = access.at();
      looksForNothing |= at == QueueLayout.WRITE_OFFSET_AT;
      looksForNothing &= at != QueueLayout.VERSION_AT;
      if (looksForNothing || words.isFixed(access)) {
        host.grant(access, memory);
        continue;
      }
      List<Access> unseen = host.pending().stream().filter(a -> left.contains(a.at())).toList();
      if (unseen.isEmpty()) {
        return;
      }
      left.remove(unseen.get(0).at());
      host.grant(unseen.get(0), memory);
    }
  }

  private void persist(State to) {
    requireSame("the host has an image", true, host.asks(QueuePuppets.PERSIST), to);
    WordMemory image = new BufferMemory((ByteBuffer) host.details());
    TlaValue persisted = to.get("persisted");
    for (String word : words.imageWords(persisted)) {
      requireSame(
          word + " of the image",
          words.value(word, persisted.get(word)),
          image.getOpaque(words.address(word)),
          to);
    }
    host.answer(0);
    skip(Set.of());
  }

  private void compareMemory(State state) {
    TlaValue contents = state.get("M.mem");
    for (String word : words.names()) {
      requireSame(
          word + " in memory",
          words.value(word, contents.get(word)),
          memory.getOpaque(words.address(word)),
          state);
    }
  }

  @Override
  public void check(State state) {
    requireSame("the client lives", words.isClientAlive(state), client != null, state);
    if (client != null) {
      checkClient(state);
    }
    State settled = words.settled(state);
    requireSame("the host lives", !words.phase(settled).equals("dead"), host != null, state);
    if (host != null) {
      boolean persists = words.phase(settled).equals("persist");
      requireSame("the host persists", persists, host.asks(QueuePuppets.PERSIST), state);
      compare("host", words.hostAccesses(settled), host, state);
    }
  }

  private void checkClient(State state) {
    boolean isIdle = state.get("client.plan").elements().isEmpty();
    requireSame("the client is idle", isIdle, client.asks(QueuePuppets.COMMIT), state);
    if (isIdle) {
      QueueWriter writer = (QueueWriter) client.details();
      requireSame(
          "the cursor", words.bytes(state.get("client.cursor")), writer.writeOffset(), state);
      words.checkRoom(state, writer.room());
      return;
    }
    requireSame(
        "the commit may end here",
        words.hasStep(state, "Abort"),
        client.asks(QueuePuppets.ABANDON),
        state);
    Puppet goesOn = client.copy();
    if (goesOn.asks(QueuePuppets.ABANDON)) {
      goesOn.answer(0);
    }
    compare("client", words.clientAccesses(state), goesOn, state);
  }

  private static void compare(String who, Set<Access> allowed, Puppet puppet, State state) {
    requireSame("what the " + who + " does next", allowed, new HashSet<>(puppet.pending()), state);
  }
}
