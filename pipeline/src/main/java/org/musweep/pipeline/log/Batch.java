package org.musweep.pipeline.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The events that were committed together, as the bytes of one file.
 *
 * <p>One JSON object a line. Each starts with the member {@code crc}, eight hexadecimal digits, the
 * CRC-32C of the bytes that follow it up to the line's end; then come the format's version, the
 * driver's epoch and the event. The last line counts the events, so that a file cut off anywhere is
 * known as such.
 *
 * @param epoch of the driver that wrote it; 0 if no line is left to say so
 * @param events what it holds, up to where it was cut off
 * @param ending whether its last line is there
 */
record Batch(long epoch, List<Event> events, Ending ending) {

  /** The version of the format. */
  static final int VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PREFIX = "{\"crc\":\"";
  private static final int CRC_END = PREFIX.length() + 8;
  private static final int CONTENT = CRC_END + 2;

  /** How a batch ends. */
  enum Ending {
    /** With its last line. */
    COMPLETE,
    /** Before its last line: it was cut off. */
    TORN
  }

  Batch {
    events = List.copyOf(events);
  }

  /** Complete batch as bytes. */
  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    for (Event event : events) {
      out.writeBytes(line(header().setAll(EventJson.write(event))));
    }
    out.writeBytes(line(header().put("end", events.size())));
    return out.toByteArray();
  }

  private ObjectNode header() {
    return JsonNodeFactory.instance.objectNode().put("v", VERSION).put("epoch", epoch);
  }

  private static byte[] line(JsonNode node) {
    // The object's opening brace gives way to the checksum.
    byte[] content = node.toString().substring(1).getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(content);
    var out = new ByteArrayOutputStream(content.length + CONTENT + 1);
    out.writeBytes(
        (PREFIX + "%08x\",".formatted(crc.getValue())).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if a line is damaged and whole ones follow it, or a line says
   *     what this program does not know
   */
  static Batch read(byte[] bytes) {
    List<Event> events = new ArrayList<>();
    long epoch = 0;
    int damaged = 0;
    int number = 0;
    for (int start = 0; start < bytes.length; ) {
      int end = lineEnd(bytes, start);
      number++;
      if (!isWhole(bytes, start, end)) {
        damaged = damaged == 0 ? number : damaged;
      } else if (damaged > 0) {
        throw new IllegalArgumentException("line %d is damaged".formatted(damaged));
      } else {
        JsonFields fields = parse(bytes, start, end, number);
        epoch = fields.longInteger("epoch");
        if (fields.has("end")) {
          checkEnd(fields, events.size(), bytes.length - end);
          return new Batch(epoch, events, Ending.COMPLETE);
        }
        events.add(event(fields, number));
      }
      start = end + 1;
    }
    return new Batch(epoch, events, Ending.TORN);
  }

  private static int lineEnd(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isWhole(byte[] bytes, int start, int end) {
    if (end - start <= CONTENT) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, start + CONTENT, end - start - CONTENT);
    byte[] expected =
        (PREFIX + "%08x\",".formatted(crc.getValue())).getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(bytes, start, start + CONTENT, expected, 0, CONTENT);
  }

  private static JsonFields parse(byte[] bytes, int start, int end, int number) {
    JsonFields fields;
    try {
      String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      fields = new JsonFields(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d is not JSON: %s".formatted(number, e.getOriginalMessage()), e);
    }
    int version = fields.integer("v");
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "line %d has version %d (this program reads %d)".formatted(number, version, VERSION));
    }
    return fields;
  }

  private static Event event(JsonFields fields, int number) {
    try {
      return EventJson.read(fields);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static void checkEnd(JsonFields fields, int events, int rest) {
    if (fields.integer("end") != events || rest > 1) {
      throw new IllegalArgumentException(
          "its last line counts %d events, but it holds %d, and %d bytes follow"
              .formatted(fields.integer("end"), events, Math.max(rest - 1, 0)));
    }
  }
}
