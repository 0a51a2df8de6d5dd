package org.musweep.mup.parametrization;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The optimizers that a rule set knows factors for. */
public enum OptimizerKind {
  /** Stochastic gradient descent, with or without momentum. */
  SGD,
  /** Adam, with weight decay as an L2 term inside the gradient. */
  ADAM,
  /** Adam with weight decay applied to the weights. */
  ADAMW,
  /** Orthogonalized momentum for hidden weights, AdamW for every other parameter. */
  MUON;

  /** Whether updates are orthogonalized for parameters of this role. */
  public boolean orthogonalizes(ParameterRole role) {
    return this == MUON && role == ParameterRole.HIDDEN_WEIGHT;
  }

  /** Whether updates are normalized by the gradient's size, as Adam's are. */
  public boolean isAdaptive() {
    return this != SGD;
  }

  /** The name in a sweep file: {@code sgd}, {@code adam}, {@code adamw}, {@code muon}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The optimizer with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OptimizerKind named(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown optimizer '"
                        + label
                        + "' (must be one of "
                        + Arrays.stream(values())
                            .map(OptimizerKind::label)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }
}
