package org.musweep.mup.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON form of a {@link PreparedManifest}, one line per key. */
public final class PreparedManifestFormat {
  private static final int SCHEMA = 1;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private PreparedManifestFormat() {}

  /** The manifest as JSON. */
  public static String write(PreparedManifest manifest) {
    var json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    if (manifest instanceof PreparedManifest.Tokens tokens) {
      json.addProperty("kind", "tokens");
      json.addProperty("tokenizer", tokens.tokenizer());
      json.addProperty("vocabulary", tokens.vocabulary());
      json.addProperty("dtype", tokens.encoding().label());
      json.add("characters", GSON.toJsonTree(tokens.characters()));
    } else if (manifest instanceof PreparedManifest.Images images) {
      json.addProperty("kind", "images");
      json.addProperty("channels", images.shape().channels());
      json.addProperty("height", images.shape().height());
      json.addProperty("width", images.shape().width());
      json.addProperty("classes", images.shape().classes());
      json.add("mean", GSON.toJsonTree(images.standardization().mean()));
      json.add("standardDeviation", GSON.toJsonTree(images.standardization().standardDeviation()));
    }
    json.addProperty("baselineLoss", manifest.baselineLoss());
    json.add("training", write(manifest.training()));
    json.add("validation", write(manifest.validation()));
    json.addProperty("hash", manifest.hash());
    return json.entrySet().stream()
        .map(entry -> "  \"" + entry.getKey() + "\": " + GSON.toJson(entry.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static JsonObject write(PreparedPart part) {
    var json = new JsonObject();
    json.addProperty("count", part.count());
    var shards = new JsonArray();
    for (var shard : part.shards()) {
      var entry = new JsonObject();
      entry.addProperty("file", shard.file());
      entry.addProperty("count", shard.count());
      entry.addProperty("bytes", shard.bytes());
      entry.addProperty("sha256", shard.sha256());
      shards.add(entry);
    }
    json.add("shards", shards);
    json.add("frequencies", GSON.toJsonTree(part.frequencies()));
    return json;
  }

  /**
   * Reads a manifest.
   *
   * @param json its text
   * @param origin the file, for messages
   * @throws DataException if it is not a manifest of this schema, or its hash does not fit its
   *     content
   */
  public static PreparedManifest parse(String json, String origin) {
    try {
      var object = JsonParser.parseString(json).getAsJsonObject();
      int schema = field(object, "schema").getAsInt();
      if (schema != SCHEMA) {
        throw new DataException(
            "%s: schema %d (must be %d; prepare the data again)".formatted(origin, schema, SCHEMA));
      }
      var manifest = parse(object, origin);
      if (!field(object, "hash").getAsString().equals(manifest.hash())) {
        throw new DataException(
            origin + ": the hash does not fit the content (prepare the data again)");
      }
      return manifest;
    } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
      throw new DataException(origin + ": not a data manifest: " + e.getMessage(), e);
    }
  }

  private static PreparedManifest parse(JsonObject json, String origin) {
    var training = part(field(json, "training").getAsJsonObject());
    var validation = part(field(json, "validation").getAsJsonObject());
    String kind = field(json, "kind").getAsString();
    return switch (kind) {
      case "tokens" ->
          new PreparedManifest.Tokens(
              field(json, "tokenizer").getAsString(),
              list(field(json, "characters"), JsonElement::getAsString),
              field(json, "vocabulary").getAsInt(),
              training,
              validation);
      case "images" ->
          new PreparedManifest.Images(
              new DataShape.Images(
                  field(json, "channels").getAsInt(),
                  field(json, "height").getAsInt(),
                  field(json, "width").getAsInt(),
                  field(json, "classes").getAsInt()),
              new Standardization(
                  list(field(json, "mean"), JsonElement::getAsDouble),
                  list(field(json, "standardDeviation"), JsonElement::getAsDouble)),
              training,
              validation);
      default ->
          throw new DataException(
              "%s: kind '%s' (must be tokens or images)".formatted(origin, kind));
    };
  }

  private static PreparedPart part(JsonObject json) {
    return new PreparedPart(
        list(field(json, "shards"), element -> shard(element.getAsJsonObject())),
        list(field(json, "frequencies"), JsonElement::getAsLong));
  }

  private static Shard shard(JsonObject json) {
    return new Shard(
        field(json, "file").getAsString(),
        field(json, "count").getAsLong(),
        field(json, "bytes").getAsLong(),
        field(json, "sha256").getAsString());
  }

  private static <T> List<T> list(JsonElement array, Function<JsonElement, T> element) {
    var values = new ArrayList<T>();
    array.getAsJsonArray().forEach(value -> values.add(element.apply(value)));
    return values;
  }

  private static JsonElement field(JsonObject json, String key) {
    var value = json.get(key);
    if (value == null) {
      throw new IllegalArgumentException("key '" + key + "' is missing");
    }
    return value;
  }
}
