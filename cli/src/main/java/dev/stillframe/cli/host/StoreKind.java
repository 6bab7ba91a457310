package dev.stillframe.cli.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.cli.host.HostOptions.Capture;
import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.StoreRecord;
import dev.stillframe.memory.ImageCaptureProvider;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a host keeps what it captures. */
public enum StoreKind {
  /** A new file replaces the old one. */
  REPLACE {
    @Override
    Strategy open(HostOptions options, Reports reports) throws HostException, IOException {
      Path name = options.name();
      requireNone(name, "a journal", List.of(JournalReader.file(name)));
      return images(name, () -> ReplaceStore.open(name, options.keep()), options, reports);
    }
  },
  /** Two files in turn, and only the pages that changed. */
  TWIN {
    @Override
    Strategy open(HostOptions options, Reports reports) throws HostException, IOException {
      Path name = options.name();
      requireNone(name, "a journal", List.of(JournalReader.file(name)));
      return images(name, () -> TwinStore.open(name, READER_PATIENCE), options, reports);
    }
  },
  /** One file to which increments are appended. */
  JOURNAL {
    @Override
    Strategy open(HostOptions options, Reports reports) throws HostException, IOException {
      Path name = options.name();
      requireNone(name, "a snapshot", List.of(name));
      Optional<Path> image = TwinStore.existing(name);
      requireNone(name, "a snapshot", image.map(List::of).orElse(List.of()));
      return TripleStrategy.open(name, options.size(), options.sync(), reports);
    }
  };

  /**
   * How long a round waits for readers of the older image: its host does nothing else meanwhile,
   * and tries again in the next round.
   */
  private static final Duration READER_PATIENCE = Duration.ofSeconds(1);

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in the record of a store. */
  StoreRecord.Kind recorded() {
    return StoreRecord.Kind.valueOf(name());
  }

  /** Opens and locks the store, together with the strategy that it is for. */
  abstract Strategy open(HostOptions options, Reports reports) throws HostException, IOException;

  /** Opens a store. */
  private interface Opening {
    Store open() throws IOException;
  }

  private static Strategy images(Path name, Opening opening, HostOptions options, Reports reports)
      throws HostException, IOException {
    if (options.capture() != Capture.REMAP) {
      return new QueueStrategy(opening.open(), options, reports);
    }
    ImageCaptureProvider provider = RemapStrategy.provider();
    Path fallback = RuntimeDirectory.newMemory(name, System.getenv());
    return new RemapStrategy(opening.open(), provider, fallback, options, reports);
  }

  /** A name belongs to one kind of store; a client of the other would find nothing of its state. */
  private static void requireNone(Path name, String what, List<Path> files)
      throws HostException, IOException {
    for (Path file : files) {
      if (PrivateFiles.look(file, NOFOLLOW_LINKS).isPresent()) {
        throw new HostException(
            String.format(
                Locale.ROOT,
                "%s is kept as %s (%s is there): choose --capture and --store for that, or another name",
                name,
                what,
                file.getFileName()));
      }
    }
  }
}
