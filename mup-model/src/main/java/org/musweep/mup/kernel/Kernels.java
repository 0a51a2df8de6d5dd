package org.musweep.mup.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Differentiable operations over stacks of lanes, and what is needed to differentiate them.
 *
 * <p>Shapes: T lanes; inputs {@code [T, rows, in]}, weights {@code [T, out, in]}, vectors {@code
 * [T, 1, out]}. Results belong to the manager of the first operand and to the current {@code
 * NDScope}. One instance serves all threads of the JVM; {@link #prepareThread()} has to be called
 * once in each thread that trains.
 */
public final class Kernels {

  private static final String CLASS_NAME = "Kernels";
  private static final String SOURCE = "kernels.torchscript";

  /** Beyond this many attention logits, keeping them in memory costs more than it saves. */
  private static final long MOST_EXPLICIT_LOGITS = 1 << 18;

  private static final String METHOD_PREFIX = "module_method:";

  private final NDManager manager;
  private final PtSymbolBlock module;
  private final Map<String, NDArray> methodNames = new ConcurrentHashMap<>();

  private Kernels() {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    byte[] archive = TorchScriptArchive.ofResource(CLASS_NAME, SOURCE);
    try (ByteArrayInputStream stream = new ByteArrayInputStream(archive)) {
      module = JniUtils.loadModule((PtNDManager) manager, stream, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot load kernels", e);
    }
  }

  private static final class Holder {
    static final Kernels INSTANCE = new Kernels();
  }

  /** The kernels of this JVM, loaded on first use. */
  public static Kernels shared() {
    return Holder.INSTANCE;
  }

  /**
   * Makes TorchScript run these operations as they stand in the calling thread, without profiling
   * or fusing them.
   */
  public void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /**
   * {@code x wᵀ + b}: {@code [T, rows, in] -> [T, rows, out]}, or {@code [1, rows, in]} if all
   * lanes see the same x. One x is one plain matrix product, fastest if w lies row by row.
   */
  public NDArray linear(NDArray x, NDArray w, NDArray b) {
    return run(x.getShape().get(0) == 1 ? "shared_linear" : "linear", x, w, b);
  }

  /** {@code x wᵀ}, as {@link #linear} without a bias. */
  public NDArray matmul(NDArray x, NDArray w) {
    return run(x.getShape().get(0) == 1 ? "shared_matmul" : "matmul", x, w);
  }

  /**
   * Layer normalization over the last dimension with ε = 1e-5, then gain and bias {@code [T, 1,
   * d]}.
   */
  public NDArray layerNorm(NDArray x, NDArray gain, NDArray bias) {
    return run("layer_norm", x, gain, bias);
  }

  /**
   * Root-mean-square normalization over the last dimension with ε = 1e-5, then a gain {@code [T, 1,
   * d]}.
   */
  public NDArray rmsNorm(NDArray x, NDArray gain) {
    return run("rms_norm", x, gain);
  }

  /** The exact (erf) GELU. */
  public NDArray gelu(NDArray x) {
    return run("gelu", x);
  }

  /**
   * Rows of a table {@code [T, entries, d]} that is read as one table of {@code T entries} rows.
   */
  public NDArray embedding(NDArray table, NDArray rows) {
    return run("embedding", table, rows);
  }

  /**
   * Causal attention of {@code [n, heads, s, d]} with logits {@code scale · q·k}.
   *
   * <p>The kernel that libtorch has for it keeps the {@code n·heads·s²} logits out of memory; where
   * they are few and in a CPU's cache, plain matrix products take less time.
   *
   * @param scale one number, on the CPU
   */
  public NDArray attention(NDArray q, NDArray k, NDArray v, NDArray scale) {
    return run(
        isExplicit(q, q.getShape().size() / q.getShape().get(3) * q.getShape().get(2))
            ? "explicit_attention"
            : "flash_attention",
        q,
        k,
        v,
        scale);
  }

  /**
   * The same for queries, keys and values that lie side by side: {@code [n, s, 3, heads, d] -> [n,
   * s, heads, d]}.
   */
  public NDArray jointAttention(NDArray queriesKeysValues, NDArray scale) {
    Shape shape = queriesKeysValues.getShape();
    long logits = shape.get(0) * shape.get(3) * shape.get(1) * shape.get(1);
    return run(
        isExplicit(queriesKeysValues, logits) ? "joint_attention" : "joint_flash_attention",
        queriesKeysValues,
        scale);
  }

  /** {@code scale · q kᵀ}: {@code [.., s, s]}. */
  public NDArray attentionLogits(NDArray q, NDArray k, NDArray scale) {
    return run("attention_logits", q, k, scale);
  }

  private static boolean isExplicit(NDArray array, long logits) {
    return !array.getDevice().isGpu() && logits <= MOST_EXPLICIT_LOGITS;
  }

  /**
   * Mean cross-entropy per lane, in nats: logits {@code [T, rows, classes]}, targets {@code [T,
   * rows]} give {@code [T]}.
   */
  public NDArray crossEntropy(NDArray logits, NDArray targets) {
    return run("cross_entropy", logits, targets);
  }

  /** Mean squared error per lane over all elements of {@code [T, rows, outputs]}. */
  public NDArray meanSquaredError(NDArray outputs, NDArray targets) {
    return run("mean_squared_error", outputs, targets);
  }

  /**
   * Matrices {@code [n, rows, columns]} brought near their nearest orthogonal ones by five steps of
   * a Newton-Schulz iteration; singular values end between about 0.68 and 1.13, zeros stay.
   *
   * <p>Source: github.com/KellerJordan/Muon, {@code zeropower_via_newtonschulz5}, its coefficients
   * 3.4445, −4.7750 and 2.0315.
   */
  public NDArray newtonSchulz(NDArray matrices) {
    return run("newton_schulz", matrices);
  }

  /**
   * Gradients of the sum of the losses with respect to the parameters, in their order; the caller
   * closes them.
   */
  public Gradients gradients(NDArray losses, List<NDArray> parameters) {
    try (IValue loss = IValue.from((PtNDArray) losses);
        IValue list = list(parameters)) {
      return new Gradients(this, call("gradients", loss, list));
    }
  }

  IValue call(String method, IValue... arguments) {
    return IValueUtils.runMethod(module, method, arguments);
  }

  static IValue list(List<NDArray> arrays) {
    return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
  }

  NDArray run(String method, NDArray... arguments) {
    NDList list = new NDList(arguments.length + 1);
    for (NDArray argument : arguments) {
      list.add(argument);
    }
    list.add(methodNames.computeIfAbsent(method, this::methodName));
    return IValueUtils.forward(module, list, true).singletonOrThrow();
  }

  /** DJL takes the method to run from the name of an array that is not passed on. */
  NDArray methodName(String method) {
    NDArray array;
    try (ScopeGuard guard = ScopeGuard.open()) {
      array = manager.create(0f);
      guard.keep(array);
    }
    array.setName(METHOD_PREFIX + method);
    return array;
  }
}
