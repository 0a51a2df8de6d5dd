package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Initializer calls and distributions as the reference files write them. */
final class ReferenceInitializers {

  private ReferenceInitializers() {}

  static Initializer of(JsonNode call) {
    return switch (call.path("fn").asText()) {
      case "normal_" -> new NormalInitializer(number(call, "mean"), number(call, "std"));
      case "uniform_" -> new UniformInitializer(number(call, "a"), number(call, "b"));
      case "trunc_normal_" ->
          new TruncatedNormalInitializer(
              number(call, "mean"), number(call, "std"), number(call, "a"), number(call, "b"));
      case "ones_" -> new OnesInitializer();
      case "eye_" -> new IdentityInitializer();
      case "xavier_uniform_" -> new XavierInitializer(Spread.UNIFORM, number(call, "gain"));
      case "xavier_normal_" -> new XavierInitializer(Spread.NORMAL, number(call, "gain"));
      case "kaiming_uniform_" -> kaiming(Spread.UNIFORM, call);
      case "kaiming_normal_" -> kaiming(Spread.NORMAL, call);
      default -> throw new AssertionError("unknown initializer " + call);
    };
  }

  static void assertSame(String what, InitialDistribution actual, JsonNode expected) {
    String form = expected.path("dist").asText();
    if (actual instanceof InitialDistribution.Normal normal) {
      assertThat(form).as(what).isEqualTo("normal");
      assertClose(what, normal.mean(), number(expected, "mean"));
      assertClose(what, normal.std(), number(expected, "std"));
    } else if (actual instanceof InitialDistribution.Uniform uniform) {
      assertThat(form).as(what).isEqualTo("uniform");
      assertClose(what, uniform.low(), number(expected, "low"));
      assertClose(what, uniform.high(), number(expected, "high"));
    } else if (actual instanceof InitialDistribution.TruncatedNormal truncated) {
      assertThat(form).as(what).isEqualTo("trunc_normal");
      assertClose(what, truncated.mean(), number(expected, "mean"));
      assertClose(what, truncated.std(), number(expected, "std"));
      assertClose(what, truncated.low(), number(expected, "low"));
      assertClose(what, truncated.high(), number(expected, "high"));
    } else if (actual instanceof InitialDistribution.Constant constant) {
      assertThat(form).as(what).isEqualTo("constant");
      assertClose(what, constant.value(), number(expected, "value"));
    } else {
      throw new AssertionError(what + ": no reference for " + actual);
    }
  }

  private static Initializer kaiming(Spread spread, JsonNode call) {
    return new KaimingInitializer(
        spread,
        number(call, "a"),
        FanMode.valueOf(call.path("mode").asText().toUpperCase(Locale.ROOT)),
        Nonlinearity.valueOf(call.path("nonlinearity").asText().toUpperCase(Locale.ROOT)));
  }

  private static double number(JsonNode node, String field) {
    assertThat(node.path(field).isNumber()).as("%s of %s", field, node).isTrue();
    return node.path(field).asDouble();
  }
}
