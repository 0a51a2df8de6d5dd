package org.musweep.mup.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.foreign.Pickle.Call;
import org.musweep.mup.foreign.Pickle.Instance;
import org.musweep.mup.foreign.Pickle.Name;
import org.musweep.mup.foreign.Pickle.Stored;

/** Finds the parameters of a pickled module: the tensors that ask for gradients. */
final class ModuleTree {

  private static final Name TENSOR = new Name("torch._utils._rebuild_tensor_v2");
  private static final int TENSOR_ARGUMENTS = 5;
  private static final int DEEPEST = 200;

  /**
   * A parameter and the way to it.
   *
   * @param path attributes from the module on, the parameter's own last
   * @param storage where its numbers are
   */
  record Leaf(List<String> path, ForeignParameter parameter, String storage) {
    Leaf {
      path = List.copyOf(path);
    }
  }

  private final Map<String, byte[]> entries;
  private final String root;
  private final List<Leaf> leaves = new ArrayList<>();
  private final IdentityHashMap<Instance, String> seen = new IdentityHashMap<>();
  private final Map<String, String> storages = new HashMap<>();

  private ModuleTree(Map<String, byte[]> entries, String root) {
    this.entries = entries;
    this.root = root;
  }

  /**
   * The parameters of a module, in its order.
   *
   * @param entries the archive's
   * @param root how their names begin
   */
  static List<Leaf> leaves(Instance module, Map<String, byte[]> entries, String root)
      throws IOException {
    ModuleTree tree = new ModuleTree(entries, root);
    tree.walk(module, List.of());
    return List.copyOf(tree.leaves);
  }

  private void walk(Instance module, List<String> path) throws IOException {
    String name = String.join(".", path);
    if (path.size() > DEEPEST || seen.containsKey(module)) {
      throw new IOException(
          "its module '%s' is the module '%s' too, and shared modules cannot be swept"
              .formatted(name, seen.getOrDefault(module, "")));
    }
    seen.put(module, name);
    for (Map.Entry<String, Object> attribute : module.attributes().entrySet()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(attribute.getKey());
      if (attribute.getValue() instanceof Instance child) {
        walk(child, inner);
      } else if (attribute.getValue() instanceof Call call && isParameter(call)) {
        leaves.add(leaf(inner, call, module.type()));
      }
    }
  }

  private static boolean isParameter(Call call) {
    return call.function().equals(TENSOR)
        && call.arguments().size() >= TENSOR_ARGUMENTS
        && Boolean.TRUE.equals(call.arguments().get(4));
  }

  private Leaf leaf(List<String> path, Call call, Name layer) throws IOException {
    String name = String.join(".", path);
    List<?> storage = ((Stored) call.arguments().get(0)).key();
    String key = String.valueOf(storage.get(2));
    long offset = (Long) call.arguments().get(1);
    String other = storages.putIfAbsent(key + "+" + offset, name);
    if (other != null) {
      throw new IOException(
          "its parameters '%s' and '%s' share their numbers, and tied parameters cannot be swept"
              .formatted(other, name));
    }
    if (path.get(path.size() - 1).matches("[0-9].*")) {
      throw new IOException(
          "its parameter '%s' is in a list, where it cannot be replaced; make it an attribute of a module"
              .formatted(name));
    }
    List<Integer> sizes = new ArrayList<>();
    for (Object size : (List<?>) call.arguments().get(2)) {
      sizes.add(Math.toIntExact((Long) size));
    }
    String type = ((Name) storage.get(1)).text();
    byte[] data = entries.get(root + "data/" + key);
    if (data == null) {
      throw new IOException("the numbers of its parameter '%s' are missing".formatted(name));
    }
    long count = sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    return new Leaf(
        path,
        new ForeignParameter(
            name,
            simpleName(layer.text()),
            sizes,
            ForeignParameter.Start.of(numbers(name, type, data, offset, count))),
        key);
  }

  /** A parameter is contiguous, or has as many numbers as if it were. */
  private static double[] numbers(String name, String type, byte[] data, long offset, long count)
      throws IOException {
    int width = type.equals("torch.FloatStorage") ? 4 : type.equals("torch.DoubleStorage") ? 8 : 0;
    if (width == 0) {
      throw new IOException(
          "its parameter '%s' is of type %s (must be float32 or float64)".formatted(name, type));
    }
    if (offset < 0 || (offset + count) * width > data.length) {
      throw new IOException("the numbers of its parameter '%s' are cut off".formatted(name));
    }
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      int at = Math.toIntExact((offset + i) * width);
      values[i] = width == 4 ? bytes.getFloat(at) : bytes.getDouble(at);
    }
    return values;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
