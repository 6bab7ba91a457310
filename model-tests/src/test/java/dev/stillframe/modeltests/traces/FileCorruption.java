package dev.stillframe.modeltests.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Ways to make a run of a store a lie, in one event. */
enum FileCorruption implements Corruption {
  /** What was written, or read. */
  VALUE {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      TraceEvent event = run.get(place);
      return List.of("write", "read").contains(event.does())
          && !event.order().equals("failed")
          && !event.value().isEmpty();
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      List<String> value = new ArrayList<>(run.get(place).value());
      int last = value.size() - 1;
      value.set(last, Integer.toString(Integer.parseInt(value.get(last)) + 1));
      run.set(place, run.get(place).withValue(value));
    }
  },

  /** To which file. */
  NAME {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      return isChange(run.get(place)) && !run.get(place).word().equals("-");
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      String word = run.get(place).word();
      List<String> others =
          run.stream()
              .map(TraceEvent::word)
              .filter(o -> !o.equals("-") && !o.equals(word))
              .toList();
      run.set(place, run.get(place).withWord(others.get(0)));
    }
  },

  /** What came of it; not where a file is unlinked that may not be there. */
  OUTCOME {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      return isChange(run.get(place))
          && isFollowed(run, place)
          && !run.get(place).does().equals("unlink");
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      run.set(
          place,
          run.get(place).withOrder(run.get(place).order().equals("done") ? "failed" : "done"));
    }
  },

  /** What a call told its caller. */
  RESULT {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      return List.of("found", "published", "recovered", "appended", "mapped")
          .contains(run.get(place).does());
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      List<String> value = new ArrayList<>(run.get(place).value());
      value.set(0, Integer.toString(Integer.parseInt(value.get(0)) + 1));
      run.set(place, run.get(place).withValue(value));
    }
  },

  /** Two neighbours of one process change places. */
  PLACE {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      return isChange(run.get(place))
          && isChange(run.get(place + 1))
          && run.get(place).who().equals(run.get(place + 1).who())
          && !run.get(place).does().equals(run.get(place + 1).does());
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      run.add(place, run.remove(place + 1));
    }
  },

  MISSING {
    @Override
    boolean canCorrupt(List<TraceEvent> run, int place) {
      return isChange(run.get(place)) && isFollowed(run, place);
    }

    @Override
    void corrupt(List<TraceEvent> run, int place) {
      run.remove(place);
    }
  };

  abstract boolean canCorrupt(List<TraceEvent> run, int place);

  abstract void corrupt(List<TraceEvent> run, int place);

  @Override
  public List<TraceEvent> applyTo(List<TraceEvent> run, Random random) {
    List<Integer> places = places(run);
    List<TraceEvent> corrupted = new ArrayList<>(run);
    corrupt(corrupted, places.get(random.nextInt(places.size())));
    return corrupted;
  }

  @Override
  public boolean appliesTo(List<TraceEvent> run) {
    return !places(run).isEmpty();
  }

  private List<Integer> places(List<TraceEvent> run) {
    return IntStream.range(0, run.size() - 1).filter(i -> canCorrupt(run, i)).boxed().toList();
  }

  private static boolean isChange(TraceEvent event) {
    return List.of("done", "failed").contains(event.order());
  }

  /** Whether its process does more than read, for a kill may as well come one operation earlier. */
  private static boolean isFollowed(List<TraceEvent> run, int place) {
    TraceEvent event = run.get(place);
    return run.subList(place + 1, run.size()).stream()
        .filter(later -> later.who().equals(event.who()) || later.does().equals("cut"))
        .filter(later -> !later.order().equals("read"))
        .findFirst()
        .filter(later -> !List.of("kill", "cut", "refused").contains(later.does()))
        .isPresent();
  }
}
