package org.musweep.mup.parametrization;

import java.util.List;
import org.musweep.mup.law.SpectralCondition;
import org.musweep.mup.shape.InfShape;

/** How the standard deviation of initial weights changes with width. */
public enum InitialSizes {
  /** By the row of the parameter's class. */
  BY_CLASS {
    @Override
    double factor(ParameterDeclaration parameter, double ofClass) {
      return ofClass;
    }
  },

  /**
   * As min(1, √(fan_out/fan_in))/√fan_in of the weight itself; tables and vectors by their class.
   *
   * <p>Source: arXiv:2310.17813, section 4.
   */
  SPECTRAL {
    @Override
    double factor(ParameterDeclaration parameter, double ofClass) {
      InfShape shape = parameter.shape();
      return switch (parameter.role()) {
        case EMBEDDING, BIAS, GAIN -> ofClass;
        case INPUT_WEIGHT, HIDDEN_WEIGHT, READOUT_WEIGHT ->
            condition(shape.sizes()).initStd() / condition(shape.baseSizes()).initStd();
      };
    }
  };

  abstract double factor(ParameterDeclaration parameter, double ofClass);

  private static SpectralCondition condition(List<Integer> sizes) {
    return new SpectralCondition(
        sizes.get(0),
        sizes.stream().skip(1).mapToInt(Integer::intValue).reduce(1, Math::multiplyExact));
  }
}
