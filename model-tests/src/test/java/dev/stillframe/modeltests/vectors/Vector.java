package dev.stillframe.modeltests.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One case of the manifest: files, what is asked, what must come, and what files must hold. */
final class Vector {
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Map<String, Object> files = new LinkedHashMap<>();
  private final List<Object> steps = new ArrayList<>();

  Vector(String id, String part, String rule, String about) {
    json.put("id", id);
    json.put("part", part);
    json.put("rule", rule);
    json.put("about", about);
  }

  Vector file(String name, Image image) {
    files.put(name, image.sparse());
    return this;
  }

  /** Another name of a file that the case has. */
  Vector link(String name, String target) {
    files.put(name, Map.of("link", target));
    return this;
  }

  Vector ask(String request, String answer) {
    steps.add(ordered("ask", request, "answer", answer));
    return this;
  }

  /** The judge writes over a file that is mapped. */
  Vector write(String name, Image image) {
    steps.add(ordered("write", name, "image", image.sparse()));
    return this;
  }

  /** The file must hold this now, byte for byte. */
  Vector expect(String name, Image image) {
    steps.add(ordered("expect", name, "image", image.sparse()));
    return this;
  }

  private static Map<String, Object> ordered(String k1, Object v1, String k2, Object v2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(k1, v1);
    map.put(k2, v2);
    return map;
  }

  String id() {
    return (String) json.get("id");
  }

  /** What it tries, whatever it is called. */
  String content() {
    return files + " " + steps;
  }

  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>(json);
    all.put("files", files);
    all.put("steps", steps);
    return all;
  }
}
