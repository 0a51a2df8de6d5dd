package org.musweep.mup.kernel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.musweep.mup.foreign.LaneMethod;
import org.musweep.mup.foreign.TorchScriptModule;

/**
 * A TorchScript module made elsewhere, run with parameters that it is given.
 *
 * <p>A native module can be used by one thread at a time, so there are as many as have ever run at
 * once; they are kept for as long as the JVM lives, without parameters.
 */
public final class ForeignModule {

  private static final Map<TorchScriptModule, ForeignModule> LOADED = new ConcurrentHashMap<>();

  /** DJL passes arrays of such a name as one list. */
  private static final String LIST = "parameters[]";

  private final byte[] archive;
  private final NDArray method = Kernels.shared().methodName(LaneMethod.NAME);
  private final Deque<PtSymbolBlock> idle = new ConcurrentLinkedDeque<>();

  private ForeignModule(TorchScriptModule module) {
    archive = module.archiveWithLaneMethod();
  }

  /** The module of a file, loaded when it is first run. */
  public static ForeignModule of(TorchScriptModule module) {
    return LOADED.computeIfAbsent(module, ForeignModule::new);
  }

  /**
   * The outputs of all lanes, each computed with its own parameters: {@code [T, …]}.
   *
   * @param parameters {@code [T, …]} each, in the module's order
   * @param inputs {@code [T, …]}, a lane's input without the first dimension
   * @param vocabulary for tokens that are table rows, the size of a lane's table; 0 for others
   * @throws IllegalArgumentException if the module cannot compute with them
   */
  public NDArray outputs(List<NDArray> parameters, NDArray inputs, int vocabulary) {
    PtSymbolBlock free = idle.poll();
    PtSymbolBlock module = free == null ? load(inputs.getDevice()) : free;
    try (NDArray size = inputs.getManager().create(new long[] {vocabulary}, new Shape())) {
      NDList arguments = new NDList(parameters);
      parameters.forEach(parameter -> parameter.setName(LIST));
      arguments.add(inputs);
      arguments.add(size);
      arguments.add(method);
      return IValueUtils.forward(module, arguments, true).singletonOrThrow();
    } catch (EngineException e) {
      throw new IllegalArgumentException("Cannot run the TorchScript module: " + e.getMessage(), e);
    } finally {
      parameters.forEach(parameter -> parameter.setName(""));
      idle.push(module);
    }
  }

  private PtSymbolBlock load(Device device) {
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    try (ByteArrayInputStream stream = new ByteArrayInputStream(archive)) {
      return JniUtils.loadModule((PtNDManager) manager, stream, true, false);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw new IllegalArgumentException(
          "Cannot load the TorchScript module: " + e.getMessage(), e);
    }
  }
}
