package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.stack.TrialStack;

/** One array of zeros per parameter, of its shape: a moment, or a momentum buffer. */
final class ParameterState {

  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  ParameterState(String prefix, TrialStack stack, NDManager manager) {
    stack
        .parameters()
        .forEach((name, parameter) -> arrays.put(prefix + "." + name, zeros(parameter, manager)));
  }

  /** Zeros that lie in memory as the parameter does. */
  private static NDArray zeros(NDArray parameter, NDManager manager) {
    NDArray zeros = parameter.duplicate();
    zeros.attach(manager);
    return zeros.subi(zeros);
  }

  List<NDArray> list() {
    return List.copyOf(arrays.values());
  }

  Map<String, NDArray> named() {
    return arrays;
  }
}
