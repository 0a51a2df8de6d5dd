package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.musweep.mup.stack.TrialStack;

/** One array of zeros per parameter, of its shape: a moment, or a momentum buffer. */
final class ParameterState {

  private final TrialStack stack;
  private final String prefix;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  /** State of the parameters that are named, in the stack's order. */
  ParameterState(String prefix, TrialStack stack, Set<String> names, NDManager manager) {
    this.stack = stack;
    this.prefix = prefix + ".";
    stack
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (names.contains(name)) {
                arrays.put(this.prefix + name, zeros(parameter, manager));
              }
            });
  }

  /** State of all parameters. */
  ParameterState(String prefix, TrialStack stack, NDManager manager) {
    this(prefix, stack, stack.parameters().keySet(), manager);
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

  /** One array per parameter of the stack; one without state stands in for its own. */
  List<NDArray> aligned() {
    return stack.parameters().entrySet().stream()
        .map(entry -> arrays.getOrDefault(prefix + entry.getKey(), entry.getValue()))
        .toList();
  }

  Map<String, NDArray> named() {
    return arrays;
  }
}
