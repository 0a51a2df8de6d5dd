package org.musweep.mup.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.musweep.mup.kernel.Kernels;

/**
 * Records operations for differentiation in the calling thread.
 *
 * <p>DJL's own gradient collector is one per JVM; libtorch's switch is one per thread, so stacks
 * can train side by side.
 */
public final class Autograd {

  private Autograd() {}

  /**
   * Sets the calling thread up for training: nothing is recorded until asked for, kernels run as
   * written.
   */
  public static void prepareThread() {
    loadEngine();
    JniUtils.setGradMode(false);
    Kernels.shared().prepareThread();
  }

  /** Runs with recording on, and turns it off again. */
  public static <R> R recording(Supplier<R> forward) {
    JniUtils.setGradMode(true);
    try {
      return forward.get();
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** Sets how many threads libtorch uses for one operation in this process. */
  public static void useThreads(int threads) {
    loadEngine();
    JniUtils.setNumThreads(threads);
  }

  /** The native library is loaded with DJL's engine. */
  private static void loadEngine() {
    if (!Engine.hasEngine("PyTorch")) {
      throw new IllegalStateException("Cannot train: DJL's PyTorch engine is not on the classpath");
    }
    Engine.getEngine("PyTorch");
  }
}
