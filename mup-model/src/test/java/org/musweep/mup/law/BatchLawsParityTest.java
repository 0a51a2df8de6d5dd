package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.musweep.mup.testing.ReferenceFixtures;

/** The laws for batch size, duration and weight decay against their closed forms, every row. */
class BatchLawsParityTest {

  @Test
  void everyRowAndEveryPairAgrees() {
    ReferenceFixtures.check(
        "rules_batch.json",
        document -> {
          int checked = 0;
          for (JsonNode row : document.path("rows")) {
            check(row);
            checked++;
          }
          for (JsonNode gradients : document.path("noise_scale_estimator")) {
            for (JsonNode pair : gradients.path("pairs")) {
              checkPair(gradients, pair);
              checked++;
            }
          }
          return checked;
        });
  }

  private static void check(JsonNode row) {
    double batch = row.path("batch").asDouble();
    double batchFactor = row.path("batch_factor").asDouble();
    switch (row.path("law").asText()) {
      case "sgd_noise_scale" -> checkRate(row, new BatchSizeLaw.Gradient(number(row, "B_noise")));
      case "sign_mean_field", "muon_mean_field" ->
          checkRate(row, new BatchSizeLaw.Sign(number(row, "B_simple")));
      case "sign_diagonal_hessian" ->
          checkRate(row, new BatchSizeLaw.DiagonalSign(number(row, "kappa2")));
      case "sign_surge" -> {
        var law = new BatchSizeLaw.SurgingSign(number(row, "kappa2"), number(row, "beta_noise"));
        checkRate(row, law);
        assertThat(law.peak().isPresent()).isEqualTo(!row.path("B_at_peak").isNull());
        law.peak().ifPresent(peak -> assertClose(row + "", peak, number(row, "B_at_peak")));
      }
      case "steps_examples" -> {
        CriticalBatch critical = new CriticalBatch(number(row, "B_noise"));
        assertClose(row + "", critical.steps(batch), number(row, "S_over_Smin"));
        assertClose(row + "", critical.examples(batch), number(row, "E_over_Emin"));
        assertClose(
            row + "",
            (critical.steps(batch) - 1) * (critical.examples(batch) - 1),
            number(row, "product_check"));
      }
      case "ema_effective_batch" ->
          assertClose(
              row + "",
              new MovingAverageLaw(number(row, "beta1")).effectiveBatch(batch),
              number(row, "effective_batch"));
      case "adamw_sde_batch" -> {
        DiffusionScaling scaling = DiffusionScaling.ofAdam(batchFactor);
        assertClose(row + "", scaling.learningRate(), number(row, "lr"));
        assertClose(row + "", scaling.coupledWeightDecay(), number(row, "weight_decay_torch"));
        assertClose(
            row + "", scaling.independentWeightDecay(), number(row, "weight_decay_lr_independent"));
        assertClose(row + "", scaling.forgetting(), number(row, "one_minus_beta1"));
        assertClose(row + "", scaling.forgetting(), number(row, "one_minus_beta2"));
        assertClose(row + "", scaling.epsilon(), number(row, "eps"));
      }
      case "sgd_sde_batch" ->
          assertClose(
              row + "", DiffusionScaling.ofSgd(batchFactor).learningRate(), number(row, "lr"));
      case "iso_horizon_duration" ->
          assertClose(
              row + "",
              DurationLaw.SQUARE_ROOT.learningRate(number(row, "token_factor")),
              number(row, "lr"));
      case "adamw_timescale_epochs_constant" ->
          assertClose(
              row + "",
              WeightDecayTimescale.coefficientFactor(
                  number(row, "lr"), number(row, "dataset_factor")),
              number(row, "weight_decay"));
      case "adamw_timescale_mup_width" -> {
        double rate = number(row, "hidden_lr");
        double decay = WeightDecayTimescale.coefficientFactor(rate, 1);
        assertClose(row + "", rate, 1 / number(row, "width_mult"));
        assertClose(row + "", decay, number(row, "weight_decay"));
        assertClose(row + "", decay, WeightDecayRule.INDEPENDENT.factor(rate));
        assertClose(row + "", rate * decay, number(row, "product"));
      }
      default -> throw new AssertionError("unknown law in " + row);
    }
  }

  private static void checkRate(JsonNode row, BatchSizeLaw law) {
    double rate = number(row, "eta_max") * law.share(number(row, "batch"));
    assertClose(row + "", rate, number(row, "eta"));
  }

  /** Norms from the examples' gradients, and the estimates that follow from the norms. */
  private static void checkPair(JsonNode gradients, JsonNode pair) {
    int samples = gradients.path("samples").asInt();
    int dimension = gradients.path("dim").asInt();
    int small = pair.path("small").asInt();
    int big = pair.path("big").asInt();
    double sum = 0;
    for (int from = 0; from < samples; from += small) {
      sum += squaredNorm(gradients.path("per_example_gradients"), dimension, from, small);
    }
    double smallNorm = sum * small / samples;
    double bigNorm = squaredNorm(gradients.path("per_example_gradients"), dimension, 0, big);
    assertClose(pair + "", smallNorm, number(pair, "mean_sq_norm_small"));
    assertClose(pair + "", bigNorm, number(pair, "sq_norm_big"));
    NoiseScale scale = NoiseScale.ofPair(small, smallNorm, big, bigNorm);
    assertClose(pair + "", scale.gradientSquared(), number(pair, "G2_estimate"));
    assertClose(pair + "", scale.covarianceTrace(), number(pair, "S_estimate"));
    assertClose(pair + "", scale.simple().orElseThrow(), number(pair, "B_simple_estimate"));
  }

  private static double squaredNorm(JsonNode gradients, int dimension, int from, int count) {
    double[] mean = new double[dimension];
    for (int example = from; example < from + count; example++) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += gradients.path(example * dimension + d).asDouble() / count;
      }
    }
    return Arrays.stream(mean).map(value -> value * value).sum();
  }

  private static double number(JsonNode row, String field) {
    return row.path(field).asDouble();
  }
}
