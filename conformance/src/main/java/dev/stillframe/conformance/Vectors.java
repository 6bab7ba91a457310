package dev.stillframe.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.store.Boot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cases of {@code conformance/vectors/manifest.json}: files, what is asked of them, what must
 * come, and what the files must hold then. Where a request names a file of the case, the port gets
 * its path.
 */
public final class Vectors {
  private static final Set<String> CLIENT =
      Set.of(
          "open",
          "recover",
          "commit",
          "abort",
          "join",
          "increment",
          "base",
          "abort-increment",
          "abort-base");

  private static final int BOOT_AT = 88;

  private Vectors() {}

  private static JsonNode cases() throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream("vectors/manifest.json")) {
      if (in == null) {
        throw new IOException("the vectors are missing: build the project again");
      }
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  static List<Check> all(String protocol) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (JsonNode vector : cases()) {
      String part = vector.get("part").asText();
      String own =
          switch (part) {
            case "store", "triple" -> part;
            case "twin", "journal" -> "store";
            default -> vector.get("files").has("snapshot") ? "store" : "queue";
          };
      if (own.equals(protocol)) {
        String id = "vector-" + vector.get("id").asText();
        checks.add(new Check(id, part, bench -> run(bench, vector)));
      }
    }
    return checks;
  }

  private static void run(Bench bench, JsonNode vector) throws FellShort, Unsupported, IOException {
    Rule rule = Rule.of(vector.get("rule").asText());
    bench.note(vector.get("about").asText());
    for (Map.Entry<String, JsonNode> file : vector.get("files").properties()) {
      write(bench, bench.file(file.getKey()), file.getValue());
    }
    for (JsonNode step : vector.get("steps")) {
      if (step.has("ask")) {
        ask(bench, rule, step.get("ask").asText(), step.get("answer").asText());
      } else if (step.has("write")) {
        bench.overwrite(bench.file(step.get("write").asText()), bytes(step.get("image")));
      } else {
        bench.expectBytes(rule, bench.file(step.get("expect").asText()), bytes(step.get("image")));
      }
    }
  }

  /** A file, or another name of one. */
  private static void write(Bench bench, Path file, JsonNode image)
      throws FellShort, Unsupported, IOException {
    if (image.has("link")) {
      Files.createLink(file, file.resolveSibling(image.get("link").asText()));
      return;
    }
    byte[] bytes = bytes(image);
    if (image.has("boot")) {
      Boot boot = Boot.current();
      if (!boot.isKnown()) {
        throw new Unsupported("this machine does not tell its boot");
      }
      ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      words.putLong(BOOT_AT, boot.high()).putLong(BOOT_AT + 8, boot.low());
    }
    bench.write(file, bytes);
  }

  private static void ask(Bench bench, Rule rule, String request, String answer)
      throws FellShort, Unsupported, IOException {
    String[] words = request.split(" ");
    for (int i = 1; i < words.length; i++) {
      if (words[i].matches("(memory|snapshot)[.a-z0-9]*")) {
        words[i] = bench.file(words[i]).toString();
      }
    }
    if (CLIENT.contains(words[0])) {
      bench.expectClient(rule, String.join(" ", words), answer);
    } else {
      // It is asked for behind a list that was right, so what may be wrong is where the bytes lie.
      Rule own = words[0].equals("read") ? Rule.WRAP_AT_THE_RINGS_END : rule;
      bench.expectReader(own, String.join(" ", words), answer);
    }
  }

  /** A file from its size and the words that are not 0. */
  static byte[] bytes(JsonNode image) {
    int size = image.get("size").asInt();
    ByteBuffer words = ByteBuffer.allocate((size + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, JsonNode> word : image.get("words").properties()) {
      words.putLong(
          Integer.parseInt(word.getKey()), Long.parseUnsignedLong(word.getValue().asText(), 16));
    }
    return Arrays.copyOf(words.array(), size);
  }

  /**
   * Writes the files of all cases, for those who would rather look at bytes.
   *
   * @param directory gets a directory for each case
   * @return how many cases there are
   * @throws IOException if they cannot be written
   */
  public static int write(Path directory) throws IOException {
    JsonNode cases = cases();
    for (JsonNode vector : cases) {
      Path own = Files.createDirectories(directory.resolve(vector.get("id").asText()));
      for (Map.Entry<String, JsonNode> file : vector.get("files").properties()) {
        Path target = own.resolve(file.getKey());
        if (file.getValue().has("link")) {
          Files.deleteIfExists(target);
          Files.createLink(target, own.resolve(file.getValue().get("link").asText()));
        } else {
          Files.write(target, bytes(file.getValue()));
        }
      }
      Files.writeString(own.resolve("steps.json"), vector.get("steps").toPrettyString());
    }
    return cases.size();
  }
}
