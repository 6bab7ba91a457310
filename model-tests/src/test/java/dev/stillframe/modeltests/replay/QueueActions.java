package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.tlc.TlaValue;
import java.util.List;

/**
 * Which action of {@code Queue.tla} leads from one state to another: the files in which TLC leaves
 * what it simulates do not name them.
 */
final class QueueActions {
  private QueueActions() {}

  static String between(State from, State to) {
    return changed(from, to, "client") ? ofClient(from, to) : ofHost(from, to);
  }

  private static boolean changed(State from, State to, String path) {
    return !from.get(path).equals(to.get(path));
  }

  private static boolean isAlive(State state) {
    return state.get("client.alive").toString().equals("TRUE");
  }

  private static String ofClient(State from, State to) {
    if (isAlive(from) != isAlive(to)) {
      return isAlive(to) ? "RestartClient" : "KillClient";
    }
    if (changed(from, to, "attempt")) {
      return "BeginCommit";
    }
    if (changed(from, to, "log")) {
      return "Publish";
    }
    List<TlaValue> before = from.get("client.plan").elements();
    List<TlaValue> after = to.get("client.plan").elements();
    if (after.isEmpty()) {
      return "Abort";
    }
    int i = 0;
    while (i < after.size() && after.get(i).equals(before.get(i))) {
      i++;
    }
    return switch (before.get(i).get("act").string()) {
      case "invalidate" -> "Invalidate";
      case "fence data" -> "FenceData";
      case "data" -> "WriteData";
      case "tail" -> "WriteTail";
      case "header" -> "WriteHeader";
      default -> "WriteOffset";
    };
  }

  private static String ofHost(State from, State to) {
    String phase = from.get("host.phase").string();
    if (to.get("host.phase").string().equals("dead")) {
      return "KillHost";
    }
    boolean isFirstWord = from.get("host.word").number() == 0;
    return switch (phase) {
      case "dead" -> "RestartHost";
      case "persist" -> "Persist";
      case "scan" -> isFirstWord ? "ScanOffset" : "ScanLength";
      case "copy" -> changed(from, to, "host.todo") ? "CopyWord" : "FenceRescan";
      case "filter" -> "Filter";
      default -> isFirstWord ? "RescanLength" : "RescanOffset";
    };
  }
}
