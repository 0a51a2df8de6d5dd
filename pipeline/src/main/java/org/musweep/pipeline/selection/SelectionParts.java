package org.musweep.pipeline.selection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

/** The JSON form of the values that selection.json and transfer.json share. */
final class SelectionParts {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER = new JsonMapper();

  private SelectionParts() {}

  static String print(JsonNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print JSON: " + e.getOriginalMessage(), e);
    }
  }

  static ObjectNode write(Configuration configuration) {
    ObjectNode node = NODES.objectNode();
    for (Setting setting : configuration.settings()) {
      if (setting.value() instanceof SettingValue.Numeric numeric) {
        node.put(setting.name(), numeric.number());
      } else {
        node.put(setting.name(), setting.value().text());
      }
    }
    return node;
  }

  static Configuration readConfiguration(DocumentNode node) {
    List<Setting> settings = new ArrayList<>();
    node.node().fieldNames().forEachRemaining(name -> settings.add(readSetting(node, name, name)));
    return new Configuration(settings);
  }

  /** A setting whose value, a number or a text, stands in a field. */
  static Setting readSetting(DocumentNode node, String name, String field) {
    return node.node().path(field).isTextual()
        ? Setting.of(name, node.text(field))
        : Setting.of(name, node.number(field));
  }

  static ObjectNode write(Estimate estimate) {
    ObjectNode node = NODES.objectNode();
    node.set("mean", number(estimate.mean()));
    node.set("standardError", number(estimate.standardError()));
    node.set("low", number(estimate.low()));
    node.set("high", number(estimate.high()));
    node.put("seeds", estimate.seeds());
    return node;
  }

  static Estimate readEstimate(DocumentNode node) {
    return new Estimate(
        node.number("mean", Double.POSITIVE_INFINITY),
        node.number("standardError", Double.POSITIVE_INFINITY),
        node.number("low", Double.NEGATIVE_INFINITY),
        node.number("high", Double.POSITIVE_INFINITY),
        node.count("seeds"));
  }

  static ArrayNode write(List<SeedLoss> losses) {
    ArrayNode array = NODES.arrayNode();
    for (SeedLoss loss : losses) {
      array.addObject().put("seed", loss.seed()).put("loss", loss.loss());
    }
    return array;
  }

  static List<SeedLoss> readLosses(DocumentNode node) {
    return node.list("losses", loss -> new SeedLoss(loss.integer("seed"), loss.number("loss")));
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ObjectNode texts(Map<String, String> texts) {
    ObjectNode node = NODES.objectNode();
    texts.forEach(node::put);
    return node;
  }

  /** JSON has no infinities: they are written as null. */
  static JsonNode number(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
  }
}
