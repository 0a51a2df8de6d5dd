package org.musweep.pipeline.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

/**
 * Packs and their reports as JSON documents, the form in which they travel between the driver and
 * the tasks.
 *
 * <p>The two may be of different builds: fields that are not known are passed over, and a document
 * of a newer schema is refused.
 */
public final class PackJson {

  /** The version of the documents that this program writes, and the newest that it reads. */
  public static final int SCHEMA = 1;

  private static final String SCHEMA_FIELD = "schema";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PackJson() {}

  /** A pack as a document of one line. */
  public static String write(Pack pack) {
    return document("pack", TrialJson.write(pack));
  }

  /** A report as a document of one line. */
  public static String write(PackReport report) {
    return document("report", TrialJson.write(report));
  }

  /**
   * The pack of a document.
   *
   * @throws IllegalArgumentException if it is not the document of a pack, or of a newer schema
   */
  public static Pack readPack(String json) {
    return read(json, "pack", TrialJson::readPack);
  }

  /**
   * The report of a document.
   *
   * @throws IllegalArgumentException if it is not the document of a report, or of a newer schema
   */
  public static PackReport readReport(String json) {
    return read(json, "report", TrialJson::readReport);
  }

  /** Times by number of lanes as a document of one line. */
  public static String write(List<LaneTime> times) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.set("by-lanes", TrialJson.write(times));
    return document("times", content);
  }

  /**
   * The times of a document.
   *
   * @throws IllegalArgumentException if it is not the document of times, or of a newer schema
   */
  public static List<LaneTime> readTimes(String json) {
    return read(json, "times", fields -> fields.list("by-lanes", TrialJson::readTime));
  }

  private static String document(String what, ObjectNode content) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put(SCHEMA_FIELD, SCHEMA);
    document.set(what, content);
    return document.toString();
  }

  private static <T> T read(String json, String what, Function<JsonFields, T> content) {
    JsonNode document;
    try {
      document = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read the document of a %s: %s".formatted(what, e.getOriginalMessage()), e);
    }
    var fields = new JsonFields(document);
    int schema = fields.integer(SCHEMA_FIELD);
    if (schema < 1 || schema > SCHEMA) {
      throw new IllegalArgumentException(
          "Cannot read the document of a %s: its schema is %d (this program reads 1 to %d)"
              .formatted(what, schema, SCHEMA));
    }
    return content.apply(fields.object(what));
  }
}
