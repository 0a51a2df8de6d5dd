package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;

class TransferJsonTest {

  private static final TransferPlan PLAN =
      TransferPlan.of(
          Configuration.of(
              Setting.of("learning-rate", 0.0137),
              Setting.of("dropout", 0.1),
              Setting.of("schedule", "cosine")),
          32,
          256,
          2,
          4,
          1200,
          List.of(5L, 6L),
          List.of(new LawFactor("learning rate of hidden weights", 0.125, "maximal-update")),
          "parameter  init  rate\nreadout    1     1\n");

  static List<TransferVerdict> verdicts() {
    return List.of(
        new TransferVerdict.Passed(List.of("regret 0.000")),
        new TransferVerdict.Failed(List.of("regret 0.277", "the loss rises")),
        new TransferVerdict.Inconclusive(List.of("too noisy"), 4));
  }

  private static TransferDocument document(TransferVerdict verdict) {
    RateLoss chosen = new RateLoss(1, List.of(new SeedLoss(1, 2.1)), 2.1, 0);
    RateLoss twice = new RateLoss(2, List.of(), Double.POSITIVE_INFINITY, 1);
    TransferCheck check =
        new TransferCheck(
            0.02,
            List.of(
                new WidthCheck(
                    32,
                    List.of(chosen, twice),
                    1,
                    Estimate.withoutNoise(0, 1),
                    new OptimumDrift.Unknown("only 1 learning rate")),
                new WidthCheck(
                    64,
                    List.of(chosen),
                    1,
                    new Estimate(0, 0.01, 0, 0.03, 3),
                    new OptimumDrift.Octaves(-0.25))),
            List.of(new WidthGain(32, 64, Estimate.ofSample(List.of(0.1, 0.2)))),
            List.of(new CurveComparison(32, 64, 1, 60, 0.05)),
            verdict);
    return new TransferDocument(PLAN, check, Map.of("spec", "ab12"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void readsWhatItWrote(TransferVerdict verdict) {
    String json = TransferJson.write(document(verdict));
    assertThat(TransferJson.read(json)).isEqualTo(document(verdict));
    assertThat(json).contains("\"verdict\" : \"" + verdict.outcome() + "\"");
  }

  @Test
  void planSaysWhatTransfers() {
    assertThat(PLAN.transferring())
        .extracting(planned -> planned.setting().name())
        .containsExactly("learning-rate", "schedule");
    assertThat(PLAN.doubtful())
        .extracting(planned -> planned.setting().name())
        .containsExactly("dropout");
    assertThat(PLAN.configuration().number("learning-rate")).hasValue(0.0137);
  }

  @Test
  void readsPlansFromBeforeFactorsWereNamed() {
    String json = TransferJson.write(document(verdicts().get(0)));
    String older = json.replaceFirst("\"factors\" : \\[[^\\]]*\\],\\s*", "");
    assertThat(older).isNotEqualTo(json);
    assertThat(TransferJson.read(older).plan().factors()).isEmpty();
    assertThat(TransferJson.read(older).plan().settings()).isEqualTo(PLAN.settings());
  }

  @Test
  void refusesAnotherSchema() {
    String json = TransferJson.write(document(verdicts().get(0)));
    assertThatThrownBy(() -> TransferJson.read(json.replace("\"schema\" : 1", "\"schema\" : 9")))
        .hasMessage("Cannot read transfer.json: its schema is 9 (must be 1)");
  }
}
