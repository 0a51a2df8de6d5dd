package org.musweep.mup.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickle of a TorchScript archive as data: classes are names, calls are kept with their
 * arguments, and nothing is run.
 *
 * <p>Source: the protocol 2 opcodes that PyTorch's {@code pickler.cpp} writes.
 */
final class Pickle {

  private static final Object MARK = new Object();

  /** A class by its full name. */
  record Name(String text) {}

  /** The pickle's {@code None}. */
  record Nothing() {}

  /** A function applied to arguments. */
  record Call(Object function, List<?> arguments) {}

  /** What is stored outside of the pickle. */
  record Stored(List<?> key) {}

  /** An object with a class and attributes, by identity. */
  static final class Instance {
    private final Name type;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    Instance(Name type) {
      this.type = type;
    }

    Name type() {
      return type;
    }

    Map<String, Object> attributes() {
      return attributes;
    }
  }

  private final ByteBuffer bytes;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Pickle(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The object that a pickle holds.
   *
   * @throws IOException if it is none that PyTorch writes
   */
  static Object read(byte[] bytes) throws IOException {
    try {
      return new Pickle(bytes).read();
    } catch (RuntimeException e) {
      throw new IOException("its data.pkl is damaged", e);
    }
  }

  private Object read() throws IOException {
    while (true) {
      int code = bytes.get() & 0xff;
      if (code == '.') {
        return stack.pop();
      }
      step(code);
    }
  }

  private void step(int code) throws IOException {
    switch (code) {
      case 0x80 -> bytes.get();
      case '}' -> stack.push(new LinkedHashMap<Object, Object>());
      case ']' -> stack.push(new ArrayList<Object>());
      case ')' -> stack.push(List.of());
      case '(' -> stack.push(MARK);
      case 'N' -> stack.push(new Nothing());
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'c' -> stack.push(new Name(line() + "." + line()));
      case 'q' -> memo.put(bytes.get() & 0xff, stack.element());
      case 'r' -> memo.put(bytes.getInt(), stack.element());
      case 'h' -> stack.push(remembered(bytes.get() & 0xff));
      case 'j' -> stack.push(remembered(bytes.getInt()));
      case 'X' -> stack.push(new String(bytes(bytes.getInt()), StandardCharsets.UTF_8));
      case 'K' -> stack.push((long) (bytes.get() & 0xff));
      case 'M' -> stack.push((long) (bytes.getShort() & 0xffff));
      case 'J' -> stack.push((long) bytes.getInt());
      case 0x8a -> stack.push(longOf(bytes(bytes.get() & 0xff)));
      case 'G' -> stack.push(bytes.order(ByteOrder.BIG_ENDIAN).getDouble());
      case 't' -> stack.push(List.copyOf(sinceMark()));
      case 0x85, 0x86, 0x87 -> stack.push(last(code - 0x84));
      default -> combine(code);
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private void combine(int code) throws IOException {
    switch (code) {
      case 'Q' -> stack.push(new Stored((List<?>) stack.pop()));
      case 0x81 -> {
        stack.pop();
        stack.push(new Instance((Name) stack.pop()));
      }
      case 'R' -> {
        List<?> arguments = (List<?>) stack.pop();
        stack.push(new Call(stack.pop(), arguments));
      }
      case 'b' -> {
        Object state = stack.pop();
        if (stack.element() instanceof Instance instance && state instanceof Map<?, ?> map) {
          map.forEach((key, value) -> instance.attributes.put((String) key, value));
        }
      }
      case 's' -> {
        Object value = stack.pop();
        Object key = stack.pop();
        put(List.of(key, value));
      }
      case 'u' -> put(sinceMark());
      case 'a', 'e' -> {
        List<Object> values = code == 'e' ? sinceMark() : last(1);
        if (stack.element() instanceof List<?> list) {
          append(list, values);
        }
      }
      default -> throw new IOException("its data.pkl has the unknown opcode " + code);
    }
  }

  @SuppressWarnings("unchecked")
  private static void append(List<?> list, List<Object> values) {
    ((List<Object>) list).addAll(values);
  }

  @SuppressWarnings("unchecked")
  private void put(List<Object> keysAndValues) {
    if (stack.element() instanceof Map<?, ?> map) {
      for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
        ((Map<Object, Object>) map).put(keysAndValues.get(i), keysAndValues.get(i + 1));
      }
    }
  }

  private Object remembered(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IllegalStateException("nothing is remembered as " + key);
    }
    return value;
  }

  private List<Object> last(int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(0, stack.pop());
    }
    return values;
  }

  private List<Object> sinceMark() {
    List<Object> values = new ArrayList<>();
    for (Object value = stack.pop(); value != MARK; value = stack.pop()) {
      values.add(value);
    }
    java.util.Collections.reverse(values);
    return values;
  }

  private String line() {
    StringBuilder text = new StringBuilder();
    for (int next = bytes.get(); next != '\n'; next = bytes.get()) {
      text.append((char) next);
    }
    return text.toString();
  }

  private byte[] bytes(int count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalStateException("text of " + count + " bytes");
    }
    byte[] found = new byte[count];
    bytes.get(found);
    return found;
  }

  private static long longOf(byte[] littleEndian) {
    long value = littleEndian.length == 0 ? 0 : littleEndian[littleEndian.length - 1] < 0 ? -1 : 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      value = (value << 8) | (littleEndian[i] & 0xff);
    }
    return value;
  }
}
