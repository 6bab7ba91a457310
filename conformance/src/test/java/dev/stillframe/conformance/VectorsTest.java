package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The vectors, and the judge's own model held against those that TLC made. */
final class VectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode read(String name) throws IOException {
    return JSON.readTree(new File("vectors/" + name));
  }

  /** The model shares no line with the generator; both must come to what the spec says. */
  @Test
  void theModelAgreesWithTheSpec() throws IOException {
    int compared = 0;
    for (JsonNode vector : read("manifest.json").get("cases")) {
      boolean isOfTheSpec = id(vector).startsWith("queue-");
      if (!isOfTheSpec) {
        continue;
      }
      QueueModel model = new QueueModel(Vectors.bytes(vector.get("files").get("memory")));
      QueueModel second = model;
      for (JsonNode step : vector.get("steps")) {
        if (step.has("write")) {
          second = new QueueModel(Vectors.bytes(step.get("image")));
        } else if (step.has("ask")) {
          String actual = answer(model, second, step.get("ask").asText());
          if (actual != null) {
            assertEquals(step.get("answer").asText(), actual, id(vector));
            compared++;
          }
        } else if (step.get("expect").asText().equals("snapshot")) {
          byte[] sealed = SealedFile.seal(model.image(model.kept(second)), 1);
          byte[] expected = Vectors.bytes(step.get("image"));
          assertEquals(Optional.empty(), Words.differing(expected, sealed), id(vector));
          compared++;
        }
      }
    }
    assertTrue(compared > 500, "only " + compared + " compared");
  }

  /** That of the triple buffer, in all states that TLC reaches and in those made by hand. */
  @Test
  void theModelOfTheTripleBufferAgreesWithTheSpec() throws IOException {
    int answers = 0;
    int images = 0;
    for (JsonNode vector : read("manifest.json").get("cases")) {
      if (!id(vector).startsWith("triple-") || vector.toString().contains("\"error ")) {
        continue;
      }
      TripleModel model = new TripleModel(Vectors.bytes(vector.get("files").get("memory")));
      for (JsonNode step : vector.get("steps")) {
        if (step.has("ask")) {
          String actual = answer(model, step.get("ask").asText().split(" "));
          assertEquals(step.get("answer").asText(), actual, id(vector));
          answers++;
        } else {
          byte[] expected = Vectors.bytes(step.get("image"));
          byte[] actual = model.over(new byte[0]);
          assertEquals(Optional.empty(), Words.differing(expected, actual), id(vector));
          images++;
        }
      }
    }
    assertTrue(answers > 1000 && images > 800, answers + " answers, " + images + " images");
  }

  private static String answer(TripleModel model, String[] request) {
    return switch (request[0]) {
      case "join" -> model.join();
      case "attach" -> model.attach(Long.parseLong(request[2]));
      case "increment", "base" -> model.commit(hex(request[1]), request[0].equals("base"));
      case "abort-increment", "abort-base" ->
          model.commit(
              hex(request[2]), request[0].equals("abort-base"), Integer.parseInt(request[1]));
      case "take" -> model.take();
      case "durable" -> {
        assertEquals(Long.parseLong(request[1]), model.persist());
        yield "ok";
      }
      case "return" -> model.giveBack();
      default -> throw new IllegalArgumentException(request[0]);
    };
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes);
  }

  private static String id(JsonNode vector) {
    return vector.get("id").asText();
  }

  private static String answer(QueueModel model, QueueModel second, String request) {
    return switch (request) {
      case "list memory" -> model.list();
      case "read memory" -> model.read();
      case "recover memory" -> model.recover();
      case "keep" -> model.captured(second);
      default -> null;
    };
  }

  @Test
  void eachIsDistinctAndNamesARule() throws IOException {
    Set<String> contents = new HashSet<>();
    int cases = 0;
    for (JsonNode vector : read("manifest.json").get("cases")) {
      Rule.of(vector.get("rule").asText());
      assertTrue(
          contents.add(vector.get("files").toString() + vector.get("steps")),
          id(vector) + " tries what another one tries");
      cases++;
    }
    assertTrue(cases >= 300, "only " + cases + " cases");
  }

  @Test
  void thePageForPortersHasEachRule() throws IOException {
    String page = Files.readString(Path.of("../docs/porting.md"));
    for (Rule rule : Rule.values()) {
      assertTrue(page.contains("| `" + rule + "` | " + rule.text() + " |"), rule::toString);
    }
  }

  /** As far as this can be told without a library: no field that the schema does not have. */
  @Test
  void haveTheFieldsOfTheSchema() throws IOException {
    JsonNode properties = read("schema.json").get("$defs").get("case").get("properties");
    for (JsonNode vector : read("manifest.json").get("cases")) {
      Set<String> fields = new HashSet<>();
      for (Iterator<String> names = vector.fieldNames(); names.hasNext(); ) {
        fields.add(names.next());
      }
      Set<String> known = new HashSet<>();
      properties.fieldNames().forEachRemaining(known::add);
      assertEquals(known, fields, id(vector));
    }
  }
}
