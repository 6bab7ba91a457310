package dev.stillframe.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of one part of the verification, in {@code target/PART/summary.json}.
 *
 * <p>A part first declares the ids of the checks it is about to run ({@code expected.json} beside
 * the rows) and then adds a row as each one ends. So a part that dies half way leaves what it found
 * and cannot pass for a complete one. What it was made with stands in {@code about.json}. All files
 * are replaced by a rename, never written in place.
 */
public final class Summary {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};
  private static final TypeReference<List<String>> IDS = new TypeReference<>() {};

  private final Path rowsFile;
  private final Path aboutFile;
  private static final TypeReference<TreeMap<String, String>> ABOUT = new TypeReference<>() {};

  private final Path expectedFile;

  private Summary(Path root, String part) {
    Path directory = root.resolve("target").resolve(part);
    rowsFile = directory.resolve("summary.json");
    expectedFile = directory.resolve("expected.json");
    aboutFile = directory.resolve("about.json");
  }

  /** What a part has written so far. */
  public static Summary of(Path root, String part) {
    return new Summary(root, part);
  }

  /** Starts a part anew: what an earlier run left is gone, and these checks are promised. */
  public static Summary begin(Path root, String part, Collection<String> expectedIds)
      throws IOException {
    Summary summary = new Summary(root, part);
    Files.deleteIfExists(summary.rowsFile);
    Files.deleteIfExists(summary.expectedFile);
    Files.deleteIfExists(summary.aboutFile);
    summary.expect(expectedIds);
    return summary;
  }

  /** Promises further checks, for a part made of several classes. */
  public synchronized void expect(Collection<String> ids) throws IOException {
    Set<String> all = new LinkedHashSet<>(expected());
    all.addAll(ids);
    replace(expectedFile, all);
  }

  /** Adds the row of a check that has ended. */
  public synchronized void add(Row row) throws IOException {
    List<Row> rows = new ArrayList<>(rows());
    if (rows.stream().anyMatch(other -> other.id().equals(row.id()))) {
      throw new IllegalArgumentException("a second row with the id " + row.id());
    }
    rows.add(row);
    write(rows);
  }

  /** Writes all rows at once. */
  public synchronized void write(List<Row> rows) throws IOException {
    replace(rowsFile, rows);
  }

  /** The rows written so far; none when the part has written nothing. */
  public List<Row> rows() throws IOException {
    return read(rowsFile, ROWS);
  }

  /** Says what the checks were made with and of: versions of tools, digests of files. */
  public synchronized void about(Map<String, String> names) throws IOException {
    replace(aboutFile, new TreeMap<>(names));
  }

  /** What the checks were made with and of; nothing when the part has not said it. */
  public Map<String, String> about() throws IOException {
    return Files.exists(aboutFile) ? JSON.readValue(aboutFile.toFile(), ABOUT) : Map.of();
  }

  /** The ids promised; none when the part has promised nothing. */
  public List<String> expected() throws IOException {
    return read(expectedFile, IDS);
  }

  /** The ids that were promised and have no row. */
  public List<String> missing() throws IOException {
    List<String> missing = new ArrayList<>(expected());
    rows().forEach(row -> missing.remove(row.id()));
    return missing;
  }

  private static <T> List<T> read(Path file, TypeReference<List<T>> type) throws IOException {
    List<T> content = Files.exists(file) ? JSON.readValue(file.toFile(), type) : null;
    return content == null ? List.of() : content;
  }

  private static void replace(Path file, Object content) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    JSON.writeValue(temporary.toFile(), content);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
