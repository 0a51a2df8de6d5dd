package org.musweep.pipeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The form of a provenance in {@code provenance.json}. */
public final class ProvenanceJson {

  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProvenanceJson() {}

  /** Writes it, indented. */
  public static String write(Provenance provenance) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(provenance)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write provenance: " + e.getMessage(), e);
    }
  }

  /** As a tree, to stand in another document. */
  static ObjectNode tree(Provenance provenance) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("specHash", provenance.specHash());
    root.put("dataHash", provenance.dataHash());
    root.put("codeRevision", provenance.codeRevision());
    ObjectNode software = root.putObject("software");
    provenance.software().forEach(part -> software.put(part.name(), part.version()));
    root.putObject("platform")
        .put("os", provenance.platform().os())
        .put("architecture", provenance.platform().architecture())
        .put("cores", provenance.platform().cores());
    provenance.seeds().forEach(root.putArray("seeds")::add);
    root.put("start", provenance.period().start().toString());
    root.put("end", provenance.period().end().toString());
    provenance.commandLine().forEach(root.putArray("commandLine")::add);
    return root;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is no such document
   */
  public static Provenance read(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      int schema = root.path("schema").asInt();
      if (schema != SCHEMA) {
        throw new IllegalArgumentException(
            "Invalid provenance: schema %d (must be %d)".formatted(schema, SCHEMA));
      }
      return read(root);
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new IllegalArgumentException("Invalid provenance: " + e.getMessage(), e);
    }
  }

  private static Provenance read(JsonNode root) {
    List<Provenance.Software> software = new ArrayList<>();
    for (var part : root.path("software").properties()) {
      software.add(new Provenance.Software(part.getKey(), part.getValue().asText()));
    }
    List<Long> seeds = new ArrayList<>();
    root.path("seeds").forEach(seed -> seeds.add(seed.asLong()));
    List<String> commandLine = new ArrayList<>();
    root.path("commandLine").forEach(argument -> commandLine.add(argument.asText()));
    JsonNode platform = root.path("platform");
    return new Provenance(
        text(root, "specHash"),
        text(root, "dataHash"),
        text(root, "codeRevision"),
        software,
        new Provenance.Platform(
            text(platform, "os"), text(platform, "architecture"), platform.path("cores").asInt()),
        seeds,
        new Provenance.Period(Instant.parse(text(root, "start")), Instant.parse(text(root, "end"))),
        commandLine);
  }

  private static String text(JsonNode parent, String key) {
    JsonNode value = parent.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("Invalid provenance: " + key + " is missing");
    }
    return value.textValue();
  }
}
