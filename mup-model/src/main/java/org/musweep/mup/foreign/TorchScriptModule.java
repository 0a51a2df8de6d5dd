package org.musweep.mup.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.foreign.Pickle.Instance;

/**
 * A module that {@code torch.jit.save} wrote, scripted or traced, read without an engine.
 *
 * <p>Immutable; two are equal if their files are.
 */
public final class TorchScriptModule {

  private static final String PICKLE = "data.pkl";
  private static final String CODE = "code/";

  private final byte[] archive;
  private final String hash;
  private final Map<String, byte[]> entries;
  private final String root;
  private final String className;
  private final List<ModuleTree.Leaf> leaves;

  private TorchScriptModule(byte[] archive) throws IOException {
    this.archive = archive.clone();
    this.hash = sha256(archive);
    this.entries = ZipEntries.read(archive);
    this.root = root(entries);
    if (!(Pickle.read(entries.get(root + PICKLE)) instanceof Instance module)
        || !entries.containsKey(root + codeOf(module.type().text()))) {
      throw new IOException("it holds no module (torch.jit.save writes one)");
    }
    className = module.type().text();
    refuseChance(module);
    leaves = leaves(module);
    if (leaves.isEmpty()) {
      throw new IOException("it has no parameters that ask for gradients");
    }
  }

  /**
   * The module in the bytes of a file.
   *
   * @throws IOException if they are none; the message says why, as the end of "cannot be read"
   */
  public static TorchScriptModule of(byte[] archive) throws IOException {
    return new TorchScriptModule(archive);
  }

  /** A lane has no running statistics of its own, and chance would not be the lane's. */
  private void refuseChance(Instance module) throws IOException {
    boolean training = Boolean.TRUE.equals(module.attributes().get("training"));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (training && entry.getKey().endsWith(".py")) {
        String code = new String(entry.getValue(), StandardCharsets.UTF_8);
        for (String function : List.of("dropout(", "batch_norm(")) {
          if (code.contains("torch." + function)) {
            throw new IOException(
                "it was exported in training mode and calls %s), which lanes would share; call eval() before the export"
                    .formatted(function));
          }
        }
      }
    }
  }

  /** Its parameters, in its order. */
  public List<ForeignParameter> parameters() {
    return leaves.stream().map(ModuleTree.Leaf::parameter).toList();
  }

  /** The file. */
  public byte[] archive() {
    return archive.clone();
  }

  /** What tells its file from others: SHA-256, in hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /**
   * The archive of the same module with a further method, {@link LaneMethod#NAME}, that computes
   * with parameters which it is given.
   */
  public byte[] archiveWithLaneMethod() {
    String file = root + codeOf(className);
    String source = new String(entries.get(file), StandardCharsets.UTF_8);
    Map<String, byte[]> all = bare();
    all.put(
        file,
        LaneMethod.into(source, className, leaves.stream().map(ModuleTree.Leaf::path).toList())
            .getBytes(StandardCharsets.UTF_8));
    try {
      return ZipEntries.write(all);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write to memory", e);
    }
  }

  /**
   * The module with zeros in the place of its parameters' numbers, and without what only people who
   * look for errors read. It is the same for files that differ in that alone.
   */
  public TorchScriptModule withoutNumbers() {
    Map<String, byte[]> bare = bare();
    leaves.forEach(
        leaf ->
            bare.computeIfPresent(
                root + "data/" + leaf.storage(), (name, data) -> new byte[data.length]));
    try {
      return of(ZipEntries.write(bare));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read what was written", e);
    }
  }

  private Map<String, byte[]> bare() {
    Map<String, byte[]> all = new LinkedHashMap<>(entries);
    all.keySet()
        .removeIf(
            name ->
                name.endsWith(".debug_pkl")
                    || name.contains("traced_inputs")
                    || name.endsWith("serialization_id"));
    return all;
  }

  private List<ModuleTree.Leaf> leaves(Instance module) throws IOException {
    try {
      return ModuleTree.leaves(module, entries, root);
    } catch (RuntimeException e) {
      throw new IOException("its data.pkl is damaged", e);
    }
  }

  private static String codeOf(String className) {
    int end = className.lastIndexOf('.');
    return CODE + className.substring(0, Math.max(0, end)).replace('.', '/') + ".py";
  }

  private static String root(Map<String, byte[]> entries) throws IOException {
    return entries.keySet().stream()
        .filter(name -> name.matches("[^/]+/" + PICKLE))
        .findFirst()
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .orElseThrow(
            () -> new IOException("it is no TorchScript archive (torch.jit.save writes one)"));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TorchScriptModule module && module.hash.equals(hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "TorchScript module " + hash.substring(0, 12);
  }
}
