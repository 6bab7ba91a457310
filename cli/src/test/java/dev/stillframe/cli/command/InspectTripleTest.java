package dev.stillframe.cli.command;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal;
import dev.stillframe.store.JournalContents;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code stillframe inspect} shows of a triple buffer: its memory, and its journal. */
final class InspectTripleTest {
  private static final UUID IDENTITY = new UUID(0xabc, 0xdef);
  private static final TripleLayout LAYOUT = TripleLayout.of(128);

  @TempDir Path directory;
  private Path file;
  private Path name;
  private Path journal;
  private String out;

  @BeforeEach
  void setUp() {
    file = directory.resolve("memory");
    name = directory.resolve("state");
    journal = directory.resolve("state.journal");
  }

  private int inspect(Object... arguments) {
    StringWriter text = new StringWriter();
    int code = InspectRun.inspect(text, text, arguments);
    out = text.toString();
    return code;
  }

  private JsonNode json(Path inspected, int code) throws Exception {
    assertEquals(code, inspect("--json", inspected));
    return new ObjectMapper().readTree(out);
  }

  private BufferMemory memory() throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
      return BufferMemory.map(channel, MapMode.READ_WRITE, LAYOUT.size());
    }
  }

  /** A memory with record 6 taken, record 7, a base, and record 8 offered. */
  private BufferMemory full() throws Exception {
    BufferMemory memory = memory();
    LAYOUT.configure(memory, 5, IDENTITY);
    TripleWriter client = new TripleWriter(memory);
    client.increment(new byte[3], 0, 3);
    new TripleHost(memory, 5).take();
    client.base(new byte[8], 0, 8);
    client.increment(new byte[16], 0, 16);
    return memory;
  }

  @Test
  void aMemoryIsShown() throws Exception {
    full();
    assertEquals(0, inspect(file), () -> out);
    assertTrue(out.contains("triple buffer, version 1, 3 buffers of 128 bytes"), out);
    assertTrue(out.contains("identity    0000000000000abc0000000000000def"), out);
    // Half 1 offers 5 words of buffer 2, half 0 has 2 words of buffer 1 taken.
    long control = (2L << 28 | 5) << 31 | 1L << 30 | 1L << 28 | 2;
    assertTrue(out.contains(String.format(Locale.ROOT, "control     %016x%n", control)), out);
    assertTrue(out.contains("durable     up to record 5"), out);
    assertTrue(out.contains("newest      record 8"), out);
    assertTrue(out.contains("  1  host     16 bytes, records 6 to 6\n"), out);
    assertTrue(out.contains("  2  offered  40 bytes, records 7 to 8, the first is a base\n"), out);
    assertTrue(out.contains("  3  client"), out);
    assertTrue(out.contains("restorable  yes"), out);
    JsonNode json = json(file, 0);
    assertEquals("0000000000000abc0000000000000def", json.get("identity").asText());
    assertEquals(5, json.get("durable").asLong());
    assertEquals("offered", json.at("/buffers/1/owner").asText());
    assertEquals(8, json.at("/buffers/1/last").asLong());
    assertTrue(json.at("/buffers/1/base").asBoolean());
    assertTrue(json.at("/buffers/2/first").isMissingNode());
  }

  @Test
  void aHostThatWaitsIsShown() throws Exception {
    BufferMemory memory = memory();
    LAYOUT.configure(memory, 0, IDENTITY);
    new TripleHost(memory, 0).await(0);
    assertEquals(0, inspect(file));
    assertTrue(out.contains("control     4000000000000000, the host waits"), out);
    assertTrue(out.contains("durable     nothing"), out);
    assertTrue(out.contains("newest      none"), out);
  }

  @Test
  void aDamagedMemoryIsNotRestorable() throws Exception {
    BufferMemory memory = full();
    long[][] words = {
      {TripleLayout.CONTROL_AT, -1},
      {TripleLayout.CAPACITY_AT, 7},
      {TripleLayout.CAPACITY_AT, 1L << 40},
      {TripleLayout.DURABLE_AT, -1},
      {TripleLayout.HEAD_BYTES, 0},
      {TripleLayout.HEAD_BYTES + 64, 1L << 40}
    };
    for (long[] word : words) {
      long right = memory.getOpaque(word[0]);
      memory.setOpaque(word[0], word[1]);
      assertEquals(1, inspect(file), () -> out);
      assertTrue(out.contains("restorable  no: "), out);
      assertEquals(1, inspect("--json", file));
      memory.setOpaque(word[0], right);
    }
    assertEquals(0, inspect(file));
  }

  private void append(long number, boolean isBase) throws Exception {
    try (Journal open = Journal.open(name)) {
      open.recover(IDENTITY);
      open.append(List.of(new StateRecord(number, isBase, new byte[5])));
    }
  }

  @Test
  void aJournalIsShownByItsNameOrItsFile() throws Exception {
    append(1, false);
    append(4, true);
    append(5, false);
    for (Path shown : new Path[] {name, journal}) {
      assertEquals(0, inspect(shown), () -> out);
      assertTrue(out.contains("file        " + journal.toRealPath() + ", "), out);
      assertTrue(out.contains("identity    0000000000000abc0000000000000def"), out);
      assertTrue(out.contains("batches     2"), out);
      assertTrue(out.contains("  byte 512        length 48       records 4 to 4, the first"), out);
      assertTrue(out.contains("  byte 560        length 48       records 5 to 5\n"), out);
      assertTrue(out.contains("durable     up to record 5"), out);
      assertTrue(out.contains("rest        0 bytes"), out);
      assertTrue(out.contains("restorable  yes\n"), out);
    }
    JsonNode json = json(name, 0);
    assertEquals(5, json.get("durable").asLong());
    assertEquals(560, json.at("/batches/1/at").asLong());
    assertTrue(json.at("/batches/0/beginsWithBase").asBoolean());
  }

  @Test
  void aTornTailAndDamageAreShown() throws Exception {
    append(1, false);
    append(2, false);
    append(3, false);
    byte[] whole = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(whole, whole.length - 8));
    assertEquals(0, inspect(name), () -> out);
    assertTrue(out.contains("durable     up to record 2"), out);
    assertTrue(out.contains("rest        40 bytes"), out);
    assertTrue(out.contains("restorable  yes: the last write was cut short"), out);
    long second = JournalContents.of(journal).batches().get(1).at();
    whole[(int) second + 33] ^= 1;
    Files.write(journal, whole);
    assertEquals(1, inspect(name), () -> out);
    assertTrue(out.contains("durable     up to record 1"), out);
    assertTrue(
        out.contains("no: damaged at byte " + second + ": records 2 to 3 would be lost"), out);
    assertEquals(3, json(name, 1).get("lastLost").asLong());
    whole[20] ^= 1;
    Files.write(journal, whole);
    assertEquals(1, inspect(name), () -> out);
    assertTrue(out.contains("no: " + journal.toRealPath() + " has a header whose checksum"), out);
  }

  @Test
  void whatIsNotThereCannotBeRead() {
    assertEquals(2, inspect(name));
    assertEquals(2, inspect(directory.resolve("no").resolve("where")));
  }
}
