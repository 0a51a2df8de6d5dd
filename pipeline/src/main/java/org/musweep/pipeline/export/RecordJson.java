package org.musweep.pipeline.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.musweep.pipeline.sweep.SpecWord;

/** A record of numbers, words and further records as JSON, in its components' order. */
final class RecordJson {

  private RecordJson() {}

  /**
   * The record as an object; a case of a sealed interface says which one as {@code case}.
   *
   * @throws IllegalArgumentException if the value is no record
   */
  static ObjectNode of(Object value) {
    if (!value.getClass().isRecord()) {
      throw new IllegalArgumentException("Cannot describe " + value + ": it is no record");
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      put(node, kebab(component.getName()), component(component, value), component.getType());
    }
    return node;
  }

  private static void put(ObjectNode node, String key, Object value, Class<?> declared) {
    if (value instanceof Integer number) {
      node.put(key, number);
    } else if (value instanceof Double number) {
      node.put(key, number);
    } else if (value instanceof Boolean truth) {
      node.put(key, truth);
    } else if (value instanceof SpecWord word) {
      node.put(key, word.key());
    } else if (value.getClass().isRecord()) {
      ObjectNode inner = of(value);
      if (declared.isSealed()) {
        inner.put("case", kebab(value.getClass().getSimpleName()));
      }
      node.set(key, inner);
    } else {
      node.put(key, value.toString());
    }
  }

  private static Object component(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component + " of " + value, e);
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
