package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

class InitializerTest {

  private static final List<Initializer> SYMMETRIC =
      List.of(
          new NormalInitializer(0, 0.02),
          new XavierInitializer(Spread.NORMAL, 1),
          new KaimingInitializer(Spread.NORMAL, 0, FanMode.FAN_IN, Nonlinearity.RELU),
          new KaimingInitializer(Spread.NORMAL, 0, FanMode.FAN_OUT, Nonlinearity.LINEAR));

  private static final List<Initializer> ASYMMETRIC =
      List.of(
          new NormalInitializer(0.5, 0.02),
          new UniformInitializer(0, 1),
          new TruncatedNormalInitializer(0, 0.02, -0.04, 0.05),
          new OnesInitializer(),
          new IdentityInitializer());

  @Test
  void hiddenWeightsShrinkWithTheRootOfTheFanIn() {
    for (Initializer initializer : SYMMETRIC) {
      double base = std(initializer, hidden(32, 128));
      assertThat(std(initializer, hidden(512, 128))).isEqualTo(base / 4, within(1e-15));
      assertThat(std(initializer, hidden(32, 4096))).isEqualTo(base, within(1e-15));
    }
  }

  @Test
  void vectorsKeepTheirSize() {
    for (Initializer initializer : SYMMETRIC) {
      double input = std(initializer, InfShape.of(InfDim.infinite(32, 32), InfDim.finite(20)));
      assertThat(std(initializer, InfShape.of(InfDim.infinite(32, 640), InfDim.finite(20))))
          .isEqualTo(input, within(1e-15));
      double readout = std(initializer, InfShape.of(InfDim.finite(20), InfDim.infinite(32, 32)));
      assertThat(std(initializer, InfShape.of(InfDim.finite(20), InfDim.infinite(32, 640))))
          .isEqualTo(readout, within(1e-15));
    }
  }

  @Test
  void atBaseWidthTheFormulasArePyTorchs() {
    InfShape convolution =
        InfShape.of(
            InfDim.infinite(16, 16), InfDim.infinite(8, 8), InfDim.finite(3), InfDim.finite(3));
    // fan_in = 8 * 9 = 72, fan_out = 16 * 9 = 144
    assertThat(new XavierInitializer(Spread.UNIFORM, 2).distribution(convolution))
        .isEqualTo(new InitialDistribution.Uniform(-bound(2, 108), bound(2, 108)));
    assertThat(
            std(
                new KaimingInitializer(Spread.NORMAL, 2, FanMode.FAN_OUT, Nonlinearity.LEAKY_RELU),
                convolution))
        .isEqualTo(Math.sqrt(2.0 / 5 / 144), within(1e-16));
  }

  @Test
  void asymmetricValuesAreRefusedForMatricesOfTwoWidths() {
    for (Initializer initializer : ASYMMETRIC) {
      assertThatThrownBy(() -> initializer.distribution(hidden(64, 256)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot initialize [256/128, 64/32] with "
                  + initializer.label()
                  + ": values that are not symmetric around 0 need at most one width");
    }
  }

  @Test
  void asymmetricValuesWithoutWidthAreRefusedOnlyAsInMup() {
    InfShape finite = InfShape.finite(3, 3);
    for (Initializer initializer : ASYMMETRIC) {
      assertThat(initializer.distribution(finite)).isNotNull();
      assertThatThrownBy(() -> initializer.distributionAsInMup(finite))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("need exactly one width in microsoft/mup");
    }
    assertThat(new IdentityInitializer().distribution(finite))
        .isEqualTo(new InitialDistribution.Identity());
  }

  @Test
  void gainsAreThoseOfPyTorch() {
    assertThat(Nonlinearity.RELU.gain(0)).isEqualTo(Math.sqrt(2));
    assertThat(Nonlinearity.LEAKY_RELU.gain(0)).isEqualTo(Math.sqrt(2));
    assertThat(Nonlinearity.LEAKY_RELU.gain(Math.sqrt(5)))
        .isEqualTo(Math.sqrt(1.0 / 3), within(1e-15));
    assertThat(Nonlinearity.TANH.gain(0)).isEqualTo(5.0 / 3);
    assertThat(Nonlinearity.SELU.gain(0)).isEqualTo(0.75);
    assertThat(Nonlinearity.LINEAR.gain(0)).isEqualTo(Nonlinearity.SIGMOID.gain(0)).isEqualTo(1);
  }

  private static double bound(double gain, double meanFan) {
    return Math.sqrt(3) * (gain * Math.sqrt(2 / (2 * meanFan)));
  }

  private static InfShape hidden(int fanIn, int fanOut) {
    return InfShape.of(InfDim.infinite(128, fanOut), InfDim.infinite(32, fanIn));
  }

  private static double std(Initializer initializer, InfShape shape) {
    return ((InitialDistribution.Normal) initializer.distribution(shape)).std();
  }
}
