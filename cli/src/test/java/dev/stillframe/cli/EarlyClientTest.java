package dev.stillframe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Program;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void keepsTheMemoryThatItHasMade() throws Exception {
    prepare(() -> assertEnds(client()));
    assertGoesOnAfter(RECORDS);
  }

  private void prepare(Runnable onCreate) throws HostException, IOException {
    Reports reports = new Reports(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    HostMemory memory = new Watched(new OwnMemory(file), onCreate);
    try (ReplaceStore store = ReplaceStore.open(directory.resolve("state.snap"), 2);
        Restoration restoration = Snapshot.recover(store, State::of, memory, 0, reports)) {
      new Preparation(memory, restoration, reports).run();
    }
  }

  /**
   * Commits and acknowledges some records, and looks before whether those from before are there.
   */
  private Program client() {
    String acknowledged = directory.resolve("acknowledged").toString();
    List<String> arguments = List.of(acknowledged, "24", "64", Integer.toString(RECORDS));
    try {
      return Program.start(
          directory,
          Map.of(Handover.MEMORY, file.toString()),
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
    public boolean create(FileChannel existing, Optional<Image> image, long size)
        throws IOException {
      onCreate.run();
      return memory.create(existing, image, size);
    }

    @Override
    public void discard() throws IOException {
      memory.discard();
    }
  }
}
