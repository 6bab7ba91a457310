package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.files.FileKey;
import dev.stillframe.modeltests.chaos.BrokenClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds what clients found, and what lies around, against the claims. */
final class LifeJudge {
  /** How a host says that it gives something up, or that it keeps something which it cannot use. */
  private static final Pattern TOLD =
      Pattern.compile("LOST: |put aside|not taken: |stays in |has lost its name|is not captured");

  private final LifeWorld world;
  private final LifeEvents events;
  private final Planted planted;
  private final Acknowledged acknowledged;
  private final int images;
  private final StringBuilder told = new StringBuilder();
  private int seen;
  private long highest;
  private boolean isOrderly;
  private long judged;
  private long accepted;
  private long unknowable;

  /**
   * Creates a judge.
   *
   * @param images how many images of the store there may be
   */
  LifeJudge(LifeWorld world, LifeEvents events, Planted planted, int images) throws IOException {
    this.world = world;
    this.events = events;
    this.planted = planted;
    this.acknowledged = Acknowledged.open(LifeWorld.acknowledged(world.directory()));
    this.images = images;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** How many starts of a client were judged. */
  long judged() {
    return judged;
  }

  /** How many of them lost something and said so, and how many nobody could have known of. */
  String losses() {
    return accepted + " losses told, " + unknowable + " of which nothing was left that could tell";
  }

  /** Whether a client has written something down that was not judged yet. */
  boolean hasNews() throws IOException {
    return world.log().size() > seen;
  }

  /** Hears what a host has said. */
  void hear(String said) {
    told.append(said);
  }

  /** Hears whether a host has ended as one does that has brought everything to disk. */
  void ended(boolean isWell) throws IOException {
    isOrderly = isWell;
    if (isWell) {
      events.agreed();
      told.setLength(0);
    }
  }

  /**
   * Judges what clients have found since the last time.
   *
   * @param saying what a living host has said by now
   * @throws BrokenClaim if something is lost in silence, or two clients wrote at once
   */
  void judgeStarts(String saying) throws IOException {
    List<String> log = world.log();
    for (String line : log.subList(seen, log.size())) {
      if (line.equals("second")) {
        throw new BrokenClaim(
            events.areNamesUntouched() ? "L6" : "L2", "a second client was let in: " + saying);
      }
      String[] words = line.split(" ");
      judgeStart(Long.parseLong(words[1]), Long.parseLong(words[2]), saying);
    }
    seen = log.size();
  }

  private void judgeStart(long found, long last, String saying) throws IOException {
    judged++;
    highest = Math.max(highest, last);
    if (found > highest + 1) {
      throw new BrokenClaim(
          "L1", "record " + found + " was found, which no client of this store has committed");
    }
    boolean isTold = TOLD.matcher(told + saying).find();
    if (found < last) {
      String what =
          String.format(
              Locale.ROOT,
              "record %d was acknowledged, %d was found, and this was said: %s%s",
              last,
              found,
              told,
              saying);
      if (isOrderly && !events.images().areTouched()) {
        throw new BrokenClaim("L3", "after an end without a fault, " + what);
      } else if (isTold) {
        accepted++;
      } else if (events.isAllKnowledgeGone()) {
        unknowable++;
      } else {
        throw new BrokenClaim("L4", what);
      }
    }
    events.agreed();
    told.setLength(0);
    isOrderly = false;
  }

  /**
   * Judges what lies around.
   *
   * @throws BrokenClaim if a file of others was touched, or there are too many images
   */
  void judgeFiles() throws IOException {
    planted.check(world);
    Set<FileKey> own = new HashSet<>();
    String prefix = world.snapshot().getFileName().toString();
    for (Path file : world.stateFiles()) {
      String name = file.getFileName().toString();
      boolean isImage =
          name.startsWith(prefix)
              && !name.matches(".*\\.(lock|store|kept-[0-9]+)")
              && Files.isRegularFile(file, NOFOLLOW_LINKS)
              && !planted.contains(file);
      if (isImage) {
        FileKey.of(file).filter(key -> !events.images().isSpoiled(key)).ifPresent(own::add);
      }
    }
    if (own.size() > images) {
      throw new BrokenClaim("L5", own.size() + " images: " + world.stateFiles());
    }
  }
}
