package org.musweep.mup.stack;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file whose header has been checked before anything is allocated for what it says:
 * eight bytes of length, a header in JSON, and arrays that lie one after the other.
 *
 * <p>Files come from elsewhere, and the native code behind an array does not survive everything: a
 * type that it does not know ends the whole process.
 */
public final class Safetensors {

  /** The largest header that is read; one of a hundred thousand arrays has about this size. */
  private static final int MOST_HEADER_BYTES = 16 << 20;

  private static final String METADATA = "__metadata__";
  private static final Map<String, Integer> TYPE_BYTES =
      Map.of("F64", 8, "F32", 4, "F16", 2, "I64", 8, "I32", 4, "I8", 1, "U8", 1, "BOOL", 1);

  private final Map<String, Shape> shapes;
  private final byte[] start;
  private final InputStream rest;

  private Safetensors(Map<String, Shape> shapes, byte[] start, InputStream rest) {
    this.shapes = shapes;
    this.start = start;
    this.rest = rest;
  }

  private record Entry(String name, Shape shape, long from, long to) {}

  /**
   * A file whose header is read; the caller closes the stream after {@link #decode}.
   *
   * @throws IOException if it cannot be read, or is not such a file
   */
  public static Safetensors open(InputStream from) throws IOException {
    byte[] length = from.readNBytes(Long.BYTES);
    if (length.length < Long.BYTES) {
      throw new EOFException("Invalid safetensors file: it ends after " + length.length + " bytes");
    }
    long header = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 2 || header > MOST_HEADER_BYTES) {
      throw new IOException(
          "Invalid safetensors file: a header of %d bytes (must be 2 to %d)"
              .formatted(header, MOST_HEADER_BYTES));
    }
    byte[] text = from.readNBytes((int) header);
    if (text.length < header) {
      throw new EOFException("Invalid safetensors file: it ends within its header");
    }
    byte[] start = new byte[Long.BYTES + text.length];
    System.arraycopy(length, 0, start, 0, Long.BYTES);
    System.arraycopy(text, 0, start, Long.BYTES, text.length);
    return new Safetensors(shapes(entries(text)), start, from);
  }

  /** The shape of each array, in the order in which they lie in the file. */
  public Map<String, Shape> shapes() {
    return shapes;
  }

  /**
   * The arrays, which belong to a manager.
   *
   * @throws IOException if the file ends before they do, or cannot be read
   */
  public NDList decode(NDManager manager) throws IOException {
    try {
      return NDList.decode(manager, new SequenceInputStream(new ByteArrayInputStream(start), rest));
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IOException("Invalid safetensors file: " + e.getMessage(), e);
    }
  }

  private static List<Entry> entries(byte[] text) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      JsonObject header =
          JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> each : header.entrySet()) {
        if (!each.getKey().equals(METADATA)) {
          entries.add(entry(each.getKey(), each.getValue().getAsJsonObject()));
        }
      }
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ArithmeticException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | ClassCastException
        | NullPointerException
        | StackOverflowError e) {
      throw new IOException("Invalid safetensors file: its header cannot be read", e);
    }
    entries.sort(Comparator.comparingLong(Entry::from));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.from() != end) {
        throw new IOException(
            "Invalid safetensors file: %s begins at %d (must be %d)"
                .formatted(entry.name(), entry.from(), end));
      }
      end = entry.to();
    }
    return entries;
  }

  private static Entry entry(String name, JsonObject array) throws IOException {
    String type = array.get("dtype").getAsString();
    Integer bytes = TYPE_BYTES.get(type);
    if (bytes == null) {
      throw new IOException(
          "Invalid safetensors file: %s has type %s (must be one of %s)"
              .formatted(name, type, TYPE_BYTES.keySet().stream().sorted().toList()));
    }
    List<Long> sizes = new ArrayList<>();
    long size = bytes;
    for (JsonElement each : array.getAsJsonArray("shape")) {
      long dimension = each.getAsLong();
      if (dimension < 0) {
        throw new IOException(
            "Invalid safetensors file: %s has size %d".formatted(name, dimension));
      }
      sizes.add(dimension);
      size = Math.multiplyExact(size, dimension);
    }
    long from = array.getAsJsonArray("data_offsets").get(0).getAsLong();
    long to = array.getAsJsonArray("data_offsets").get(1).getAsLong();
    if (Math.subtractExact(to, from) != size || size > Integer.MAX_VALUE) {
      throw new IOException(
          "Invalid safetensors file: %s has bytes %d to %d, but its shape needs %d (at most %d)"
              .formatted(name, from, to, size, Integer.MAX_VALUE));
    }
    return new Entry(
        name, new Shape(sizes.stream().mapToLong(Long::longValue).toArray()), from, to);
  }

  private static Map<String, Shape> shapes(List<Entry> entries) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    entries.forEach(entry -> shapes.put(entry.name(), entry.shape()));
    return Collections.unmodifiableMap(shapes);
  }
}
