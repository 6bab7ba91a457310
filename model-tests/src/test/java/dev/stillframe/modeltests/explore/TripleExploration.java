package dev.stillframe.modeltests.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.modeltests.triple.Play;
import dev.stillframe.modeltests.triple.Scene;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tries every interleaving of the accesses of a shipped client and a shipped host, and a kill of
 * either at each of them. A state that was reached before is not left again: it is all that the
 * memory holds, what the accesses of the two have given them, and what is true of the journal. Only
 * its digest is kept.
 */
final class TripleExploration {
  /** A state: what is shared, and how far both are. */
  private record Node(long[] words, Scene scene) {}

  private final Play play;
  private final Views views;
  private final int clientKills;
  private final int hostKills;
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<ByteBuffer> reached = new HashSet<>();
  private final long[] addresses;
  private final MessageDigest digest;
  private long ends;
  private long mostAttempts;

  TripleExploration(Play play, Views views, int clientKills, int hostKills) {
    this.play = play;
    this.views = views;
    this.clientKills = clientKills;
    this.hostKills = hostKills;
    this.addresses = addresses(play.layout());
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** The words that matter; the others stay zero, and need not be kept for each state. */
  private static long[] addresses(TripleLayout layout) {
    List<Long> all = new ArrayList<>();
    all.add(TripleLayout.VERSION_AT);
    all.add(TripleLayout.CAPACITY_AT);
    all.add(TripleLayout.CONTROL_AT);
    all.add(TripleLayout.DURABLE_AT);
    ArrayMemory memory = new ArrayMemory(layout.size());
    for (long at = 8192; at < memory.size(); at += Long.BYTES) {
      all.add(at);
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  void explore() {
    ArrayMemory memory = new ArrayMemory(play.layout().size());
    play.layout().configure(memory, 0);
    add(memory, new Scene());
    while (!open.isEmpty()) {
      Node node = open.pop();
      leave(node);
    }
  }

  private void leave(Node node) {
    if (!node.scene().isClientDone()) {
      ArrayMemory memory = memory(node);
      Scene scene = node.scene().copy();
      long attempts = play.stepClient(scene, views, memory);
      assertTrue(attempts <= TripleWriter.MAX_ATTEMPTS, attempts + " attempts of one commit");
      mostAttempts = Math.max(mostAttempts, attempts);
      add(memory, scene);
      if (node.scene().clientStarts() <= clientKills) {
        Scene killed = node.scene().copy();
        killed.killClient();
        add(memory(node), killed);
      }
    }
    if (!node.scene().isHostDone()) {
      ArrayMemory memory = memory(node);
      Scene scene = node.scene().copy();
      play.stepHost(scene, views, memory);
      add(memory, scene);
      if (node.scene().hostStarts() <= hostKills) {
        Scene killed = node.scene().copy();
        killed.killHost();
        add(memory(node), killed);
      }
    }
    if (node.scene().isClientDone() && node.scene().isHostDone()) {
      ends++;
      play.judgeEnd(node.scene().copy(), memory(node));
    }
  }

  private ArrayMemory memory(Node node) {
    ArrayMemory memory = new ArrayMemory(play.layout().size());
    for (int i = 0; i < addresses.length; i++) {
      memory.setOpaque(addresses[i], node.words()[i]);
    }
    return memory;
  }

  private void add(ArrayMemory memory, Scene scene) {
    long[] words = new long[addresses.length];
    List<Long> key = new ArrayList<>();
    for (int i = 0; i < addresses.length; i++) {
      words[i] = memory.getOpaque(addresses[i]);
      key.add(words[i]);
    }
    scene.addTo(key);
    ByteBuffer bytes = ByteBuffer.allocate(key.size() * Long.BYTES);
    key.forEach(bytes::putLong);
    if (reached.add(ByteBuffer.wrap(digest.digest(bytes.array())))) {
      open.push(new Node(words, scene));
    }
  }

  long states() {
    return reached.size();
  }

  long ends() {
    return ends;
  }

  long mostAttempts() {
    return mostAttempts;
  }
}
