package dev.stillframe.modeltests.crash;

import dev.stillframe.store.ReplaceReader;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.TwinReader;
import dev.stillframe.store.TwinStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A strategy of capture with its store. */
public enum Subject {
  REPLACE(
      new ImageContent(name -> ReplaceStore.open(name, 2), ReplaceReader::open),
      "",
      "",
      ".1",
      ".2",
      ".3",
      ".tmp"),
  TWIN(
      new ImageContent(name -> TwinStore.open(name, Duration.ZERO), TwinReader::open),
      "--store twin",
      ".0",
      ".1"),
  /** Increments, which are appended. */
  JOURNAL(
      new RecordContent(false),
      "--capture triple --size " + RecordContent.SIZE,
      ".journal",
      ".journal.tmp"),
  /** A base and increments: a new file takes the place of the old one. */
  BASE(
      new RecordContent(true),
      "--capture triple --size " + RecordContent.SIZE,
      ".journal",
      ".journal.tmp");

  private final Content content;
  private final String options;
  private final List<String> suffixes;

  Subject(Content content, String options, String... suffixes) {
    this.content = content;
    this.options = options;
    this.suffixes = List.of(suffixes);
  }

  Content content() {
    return content;
  }

  /** Options of the host; it captures once, when its client has ended. */
  List<String> options() {
    List<String> all = new ArrayList<>(List.of("--interval", "3600s"));
    if (!options.isEmpty()) {
      all.addAll(Arrays.asList(options.split(" ")));
    }
    return all;
  }

  /** The files that the store may have, and the directory with their names. */
  List<Path> files(Path name) {
    List<Path> files = new ArrayList<>(List.of(name.getParent(), with(name, ".lock")));
    suffixes.forEach(suffix -> files.add(with(name, suffix)));
    return files;
  }

  /** The file that the memory belongs to. */
  Path file(Path name) {
    return content instanceof RecordContent ? with(name, ".journal") : name;
  }

  /** The claims that a crash may break. */
  public String claims() {
    return content instanceof RecordContent ? "T1 S1 S3" : "Q4 S1 S3";
  }

  private static Path with(Path name, String suffix) {
    return name.resolveSibling(name.getFileName() + suffix);
  }
}
