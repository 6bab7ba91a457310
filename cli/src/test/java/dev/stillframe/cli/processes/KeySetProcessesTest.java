package dev.stillframe.cli.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.examples.MappedKeySet;
import dev.stillframe.examples.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of keys that other processes set and truncate while it is mapped. */
final class KeySetProcessesTest {
  private static final int GETS = 200;
  private static final int SETS = 20;
  private static final int TRUNCATIONS = 200;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("keys");
  }

  private String run(int exitCode, Class<?> program, String... arguments) throws Exception {
    List<String> command = Program.java(program.getName(), List.of(arguments));
    try (Program started = Program.start(directory, Map.of(), command)) {
      assertEquals(exitCode, started.exitCode(), started::toString);
      return started.out() + started.err();
    }
  }

  @Test
  void theProgramSetsGetsAndLists() throws Exception {
    String name = file.toString();
    assertEquals("", run(0, Settings.class, name));
    run(0, Settings.class, name, "b", "2");
    run(0, Settings.class, name, "a", "1");
    assertEquals("2\n", run(0, Settings.class, name, "b"));
    assertEquals("a = 1\nb = 2\n", run(0, Settings.class, name));
    assertTrue(run(1, Settings.class, name, "c").contains("no such key"));
    assertTrue(run(2, Settings.class).contains("usage"));
    Files.write(file, new byte[5000]);
    assertTrue(run(1, Settings.class, name).contains("no seal"));
  }

  @Test
  void aViewStaysWhatItIsWhenAnotherProcessSets() throws Exception {
    MappedKeySet.of(Map.of("a", "1")).set(file);
    try (MappedKeySet view = MappedKeySet.get(file)) {
      run(0, Settings.class, file.toString(), "a", "2");
      assertEquals(Map.of("a", "1"), view.toMap());
      try (MappedKeySet next = MappedKeySet.get(file)) {
        assertEquals(Map.of("a", "2"), next.toMap());
      }
      view.set(file);
      assertEquals("1\n", run(0, Settings.class, file.toString(), "a"));
    }
  }

  @Test
  void everyGetIsWholeWhileAnotherProcessSetsInALoop() throws Exception {
    KeySetWriter.numbered(0).set(file);
    List<MappedKeySet> views = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<String> command = Program.java(KeySetWriter.class.getName(), List.of(file.toString()));
    try (Program writer = Program.start(directory, Map.of(), command)) {
      Await.until("the writer sets", () -> get(views) > 0 || !writer.isAlive());
      Await.until(
          "many different sets were got",
          () -> {
            numbers.add(get(views));
            assertTrue(writer.isAlive(), writer::toString);
            return numbers.size() >= GETS && new HashSet<>(numbers).size() >= SETS;
          });
    }
    numbers.add(get(views)); // after it was killed
    assertEquals(numbers.stream().sorted().toList(), numbers, "no get finds an older set");
    int again = 0;
    for (MappedKeySet view : views.subList(views.size() - numbers.size(), views.size())) {
      assertEquals(numbers.get(again++), numberOf(view));
    }
    try (MappedKeySet last = views.get(views.size() - 1)) {
      last.with("key0", "set").set(file); // who was killed left nothing in the way
    }
    for (MappedKeySet view : views) {
      view.close();
    }
  }

  /** Maps the newest set and leaves it mapped; returns its number. */
  private int get(List<MappedKeySet> views) throws IOException {
    MappedKeySet view = MappedKeySet.get(file);
    views.add(view);
    return numberOf(view);
  }

  private static int numberOf(MappedKeySet view) throws IOException {
    Set<String> values = new HashSet<>(view.toMap().values());
    assertEquals(1, values.size(), values::toString);
    String number = values.iterator().next();
    assertEquals(Optional.of(number), view.value("key" + (KeySetWriter.KEYS - 1)));
    return Integer.parseInt(number);
  }

  @Test
  void truncationsByAnotherProcessEndLooksAndNotTheVirtualMachine() throws Exception {
    String told = run(0, KeySetLooker.class, file.toString(), Integer.toString(TRUNCATIONS));
    assertTrue(told.startsWith(TRUNCATIONS + " rounds: "), told);
    assertFalse(told.contains(" 0 clear"), told);
    System.out.println("truncated while it was looked at: " + told.strip());
  }
}
