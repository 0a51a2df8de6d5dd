package org.musweep.pipeline.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a promise was measured at in this run: {@code target/reliability/F1-local.json} and so on.
 *
 * @param promise its number, such as F1
 * @param where what distinguishes several measurements of it
 * @param values figures under their names, in order
 */
public record Figures(String promise, String where, Map<String, Object> values) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** No figures yet. */
  public static Figures of(String promise, String where) {
    return new Figures(promise, where, new LinkedHashMap<>());
  }

  /** With one more, of any type that JSON has. */
  public Figures with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Figures(promise, where, more);
  }

  /** Writes them, as those of a test. */
  public void write(Class<?> test) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "reliability"));
      ObjectNode node = MAPPER.createObjectNode();
      node.put("promise", promise).put("where", where).put("test", test.getSimpleName());
      node.set("figures", MAPPER.valueToTree(values));
      Files.writeString(
          folder.resolve(promise + "-" + where + ".json"), node.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
