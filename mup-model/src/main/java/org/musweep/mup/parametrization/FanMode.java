package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

/** Which side of a weight an initializer keeps the size of. */
public enum FanMode {
  /** The forward pass: inputs summed over. */
  FAN_IN,
  /** The backward pass: outputs summed over. */
  FAN_OUT;

  InfDim dim(InfShape shape) {
    return this == FAN_IN ? shape.fanIn() : shape.fanOut();
  }

  /** Number of terms in the sum, kernel positions included. */
  double fan(InfShape shape) {
    return (double) dim(shape).size() * shape.receptiveField();
  }
}
