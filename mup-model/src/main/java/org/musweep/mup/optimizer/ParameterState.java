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
        .forEach(
            (name, parameter) ->
                arrays.put(
                    prefix + "." + name,
                    manager.zeros(parameter.getShape(), parameter.getDataType())));
  }

  List<NDArray> list() {
    return List.copyOf(arrays.values());
  }

  Map<String, NDArray> named() {
    return arrays;
  }
}
