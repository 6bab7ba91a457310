package dev.stillframe.modeltests.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways to make a run of a protocol a lie, in one event. */
enum AccessCorruption implements Corruption {
  VALUE,
  WORD,
  ACTOR,
  ORDER,
  /** Two neighbours of one process change places. */
  PLACE,
  MISSING;

  @Override
  public List<TraceEvent> applyTo(List<TraceEvent> run, Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      if (canCorrupt(run, i)) {
        places.add(i);
      }
    }
    int place = places.get(random.nextInt(places.size()));
    List<TraceEvent> corrupted = new ArrayList<>(run);
    TraceEvent event = run.get(place);
    switch (this) {
      case VALUE -> corrupted.set(place, event.withValue(otherValue(event.value())));
      case WORD -> corrupted.set(place, event.withWord(otherWord(event.word())));
      case ACTOR ->
          corrupted.set(place, event.withWho(event.who().equals("client") ? "host" : "client"));
      case ORDER ->
          corrupted.set(place, event.withOrder(event.order().equals("rlx") ? "acq" : "rlx"));
      case PLACE -> {
        corrupted.set(place, run.get(place + 1));
        corrupted.set(place + 1, event);
      }
      case MISSING -> corrupted.remove(place);
    }
    return corrupted;
  }

  private boolean canCorrupt(List<TraceEvent> run, int place) {
    TraceEvent event = run.get(place);
    if (!event.isAccess() || event.does().startsWith("maybe")) {
      return false;
    }
    return switch (this) {
      case VALUE, WORD -> !event.word().equals("-");
      case ACTOR, ORDER -> true;
      case PLACE -> isOrdered(event, run.get(place + 1));
      case MISSING -> !isLast(run, place);
    };
  }

  /** Whether one process does two things in this order, which no bulk copy leaves open. */
  private static boolean isOrdered(TraceEvent event, TraceEvent next) {
    return next.isAccess()
        && next.who().equals(event.who())
        && !next.does().startsWith("maybe")
        && !(isCopied(event.word()) && isCopied(next.word()));
  }

  private static boolean isCopied(String word) {
    return word.startsWith("data") && !word.equals("data mask") || word.startsWith("tail");
  }

  /** Whether a kill or an end comes next that may as well come one access earlier. */
  private static boolean isLast(List<TraceEvent> run, int place) {
    return run.subList(place + 1, run.size()).stream()
        .filter(later -> later.who().equals(run.get(place).who()))
        .findFirst()
        .filter(later -> !List.of("kill", "abort").contains(later.does()))
        .filter(later -> !later.does().startsWith("maybe"))
        .isEmpty();
  }

  private static List<String> otherValue(List<String> value) {
    List<String> other = new ArrayList<>(value);
    int last = other.size() - 1;
    other.set(last, Integer.toString(Integer.parseInt(other.get(last)) + 1));
    return other;
  }

  /** A neighbour of the same kind where there is one, so that only the spec can tell. */
  private static String otherWord(String word) {
    char last = word.charAt(word.length() - 1);
    if (Character.isDigit(last)) {
      return word.substring(0, word.length() - 1) + (char) (last == '0' ? '1' : last - 1);
    }
    return word.equals("header") ? "offset0" : "header";
  }
}
