package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.memory.Draft;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.NotKept;
import dev.stillframe.cli.memory.OwnMemory;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.queue.Handover;
import dev.stillframe.store.ReplaceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts a client by hand just when a host makes the memory. */
final class EarlyClientTest {
  private static final int RECORDS = 3;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void setUp() throws IOException {
    file = Files.createDirectory(directory.resolve("runtime")).resolve("memory");
  }

  @Test
  void isRefusedWhileTheHostMakesTheMemory() throws Exception {
    prepare(this::assertRefused);
    assertEnds(client());
  }

  private void assertRefused() {
    try (Program client = client()) {
      assertEquals(1, client.exitCode(), client::toString);
      assertTrue(client.toString().contains("in use by another client"), client::toString);
      assertTrue(client.toString().contains("or by a host that prepares it"), client::toString);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A client that knows no lock file, because it was written by an older format. */
  @Test
  void losesNothingOfTheMemoryThatItHasMade() throws Exception {
    Path elsewhere = file.resolveSibling("elsewhere");
    AtomicBoolean isFirst = new AtomicBoolean(true);
    prepare(
        () -> {
          if (isFirst.getAndSet(false)) {
            assertEnds(client(elsewhere));
            appear(elsewhere);
          }
        });
    // It has not the identity that the host has given to the memory of its store.
    Files.move(file.resolveSibling("memory.1.aside"), file, StandardCopyOption.REPLACE_EXISTING);
    assertGoesOnAfter(RECORDS);
  }

  private void appear(Path made) {
    try {
      Files.move(made, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Runnable onCreate) throws HostException, IOException {
    Reports reports = new Reports(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    HostMemory memory = new Watched(new OwnMemory(file, true), onCreate);
    try (ReplaceStore store = ReplaceStore.open(directory.resolve("state.snap"), 2);
        Restoration restoration = Snapshot.recover(store, State::of, memory, 0, reports)) {
      Memories.prepare(memory, restoration, reports);
    }
  }

  /**
   * Commits and acknowledges some records, and looks before whether those from before are there.
   */
  private Program client() {
    return client(file);
  }

  private Program client(Path memory) {
    String acknowledged = directory.resolve("acknowledged").toString();
    List<String> arguments = List.of(acknowledged, "24", "64", Integer.toString(RECORDS));
    try {
      return Program.start(
          directory,
          Map.of(Handover.MEMORY, memory.toString()),
          Program.java("dev.stillframe.examples.Records", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertEnds(Program client) {
    try (client) {
      assertEquals(0, client.exitCode(), client::toString);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertGoesOnAfter(int records) throws IOException {
    Program client = client();
    assertEnds(client);
    String said = client.out();
    assertTrue(said.contains("goes on after " + records + "\n"), said);
  }

  /** Tells when a memory was not there and is about to be made. */
  private record Watched(HostMemory memory, Runnable onCreate) implements HostMemory {
    @Override
    public Path file() {
      return memory.file();
    }

    @Override
    public Optional<Path> clientPath() {
      return memory.clientPath();
    }

    @Override
    public Optional<FileChannel> open(OpenOption... how) throws HostException, IOException {
      return memory.open(how);
    }

    @Override
    public Optional<Draft> draft() throws IOException {
      return memory.draft();
    }

    @Override
    public boolean create(FileChannel existing, Optional<Image> image, long size, UUID identity)
        throws IOException {
      onCreate.run();
      return memory.create(existing, image, size, identity);
    }

    @Override
    public Optional<MemoryLock> lock() throws HostException, IOException {
      return memory.lock();
    }

    @Override
    public FileKey key() throws IOException {
      return memory.key();
    }

    @Override
    public Optional<NotKept> whyNotTrusted() {
      return memory.whyNotTrusted();
    }

    @Override
    public Optional<Path> putAside() throws IOException {
      return memory.putAside();
    }

    @Override
    public Optional<Path> copyAside(FileChannel channel) throws IOException {
      return memory.copyAside(channel);
    }

    @Override
    public void discard(MemoryLock lock) throws IOException {
      memory.discard(lock);
    }
  }
}
