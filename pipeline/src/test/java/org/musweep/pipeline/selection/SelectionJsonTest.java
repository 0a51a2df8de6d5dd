package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

class SelectionJsonTest {

  private static final Configuration CHOSEN =
      Configuration.of(
          Setting.of("learning-rate", 0.1 / 3),
          Setting.of("warmup-steps", 40),
          Setting.of("schedule", "cosine"));

  private static Selection sample() {
    Finalist chosen =
        new Finalist(
            CHOSEN,
            List.of(new SeedLoss(11, 2.25), new SeedLoss(-12, 2.27)),
            Estimate.ofSample(List.of(2.25, 2.27)),
            Estimate.exactly(0, 2),
            Standing.CHOSEN);
    Estimate unknown = Estimate.withoutNoise(Double.POSITIVE_INFINITY, 0);
    Finalist unstable =
        new Finalist(
            CHOSEN.with(Setting.of("learning-rate", 0.3)),
            List.of(),
            unknown,
            unknown,
            Standing.UNSTABLE);
    return new Selection(
        CHOSEN,
        Selection.Basis.FRESH_SEEDS,
        List.of(chosen, unstable),
        0.02,
        new TrialCounts(8, 13, 2, 1),
        List.of(new BoundaryHit("learning-rate", Edge.HIGH, 3, 5, true, true)),
        List.of("high noise", "\"quoted\" </script>"),
        new Judgement(
            0.125,
            List.of(
                new HyperparameterJudgement(
                    "schedule",
                    HyperparameterRole.SCIENTIFIC,
                    0.75,
                    Double.NaN,
                    List.of(
                        new Slice(
                            new SettingValue.Named("cosine"),
                            new SettingValue.Named("cosine"),
                            4,
                            1,
                            2.25))),
                new HyperparameterJudgement(
                    "learning-rate",
                    HyperparameterRole.NUISANCE,
                    0.25,
                    0.5,
                    List.of(
                        new Slice(
                            new SettingValue.Numeric(0.001),
                            new SettingValue.Numeric(0.01),
                            3,
                            3,
                            Double.NaN))))));
  }

  @Test
  void readsWhatItWrote() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("spec", "ab12");
    provenance.put("code", "v0.1");
    String json = SelectionJson.write(sample(), provenance);
    assertThat(SelectionJson.read(json)).isEqualTo(sample());
    assertThat(SelectionJson.readProvenance(json)).containsExactlyEntriesOf(provenance);
    assertThat(json)
        .contains("\"schema\" : 1")
        .contains("\"learning-rate\" : 0.03333333333333333")
        .contains("\"standing\" : \"unstable\"")
        .doesNotContain("Infinity");
  }

  @Test
  void documentsFromBeforeJudgementsAreRead() {
    String json = SelectionJson.write(sample(), Map.of()).replace("judgement", "later");
    assertThat(SelectionJson.read(json).judgement()).isEqualTo(Judgement.NONE);
  }

  @Test
  void unknownFieldsAreLeftAlone() {
    String json = SelectionJson.write(sample(), Map.of());
    assertThat(SelectionJson.read(json.replaceFirst("\\{", "{\"later\": [1],")))
        .isEqualTo(sample());
  }

  @Test
  void refusesWhatItCannotReadByName() {
    String json = SelectionJson.write(sample(), Map.of());
    assertThatThrownBy(() -> SelectionJson.read(json.replace("\"schema\" : 1", "\"schema\" : 2")))
        .hasMessage("Cannot read selection.json: its schema is 2 (must be 1)");
    assertThatThrownBy(
            () -> SelectionJson.read(json.replace("\"seed\" : 11", "\"seed\" : \"eleven\"")))
        .hasMessage(
            "Invalid selection.json.finalists[0].losses[0].seed: \"eleven\" (must be a whole"
                + " number)");
    assertThatThrownBy(() -> SelectionJson.read(json.replace("tieMargin", "margin")))
        .hasMessage("Invalid selection.json.tieMargin: it is missing (must be a number)");
    assertThatThrownBy(() -> SelectionJson.read(json.replace("fresh-seeds", "stale-seeds")))
        .hasMessage(
            "Invalid selection.json.basis: 'stale-seeds' (must be one of [fresh-seeds,"
                + " exploration])");
    assertThatThrownBy(() -> SelectionJson.read(json.substring(0, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read selection.json: Unexpected end-of-input");
  }
}
