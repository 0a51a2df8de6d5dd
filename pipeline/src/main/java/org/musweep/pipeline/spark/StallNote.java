package org.musweep.pipeline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Optional;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.SweepLayout;

/**
 * What an executor leaves in staging before its watchdog ends it: the driver hears of lost
 * executors, but not why, and several packs may be lost with one.
 *
 * @param pack which pack hung
 * @param reason in words that follow its name
 */
record StallNote(String pack, String reason) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Where the note of an executor lies; an executor ends only once. */
  static URI place(SweepLayout layout, String application, String executor) {
    return layout.staging().resolve("stalled-%s-%s.json".formatted(application, executor));
  }

  void write(Documents documents, URI place) {
    var node = MAPPER.createObjectNode().put("pack", pack).put("reason", reason);
    documents.write(place, node + "\n");
  }

  /** The note, if there is one. */
  static Optional<StallNote> read(Documents documents, URI place) {
    return documents.read(place).map(StallNote::parse);
  }

  private static StallNote parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return new StallNote(node.path("pack").asText(), node.path("reason").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid note of an executor that hung: " + text, e);
    }
  }
}
