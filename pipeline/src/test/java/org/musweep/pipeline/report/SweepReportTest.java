package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.selection.BoundaryHit;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.table.TrialRow;

class SweepReportTest {

  private static final List<String> SECTIONS =
      List.of(
          "verdict",
          "settings",
          "transfer",
          "curves",
          "selection",
          "exploration",
          "hyperparameters",
          "coord-check",
          "rungs",
          "infeasible",
          "time",
          "cost",
          "scaling-plan",
          "provenance");
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- \" ' & \u2028 \u0007";

  @Test
  void hasEverySection() {
    String page = SweepReport.html(SampleReport.complete());

    for (String section : SECTIONS) {
      assertThat(page).contains("<section id=\"" + section + "\"><h2>");
    }
    assertThat(page)
        .contains("The settings transfer")
        .contains("bin/musweep run conf/quickstart.yaml")
        .contains("collapsed: 3.11 nats")
        .contains("token_embedding.weight")
        .contains("Tuning took 50 % of the FLOPs of training.")
        .contains("would have taken 50.8 times as many as tuning did")
        .contains("learning rate of matrices</th><td class=\"number\">0.125")
        .contains("maximal update: 1 / width multiplier");
  }

  @Test
  void saysWhereTheBestValuesMayLieOutside() {
    String seen =
        SweepReport.html(
            SampleReport.atTheEdge(new BoundaryHit("learning-rate", Edge.LOW, 3, 4, true, false)));
    String fitted =
        SweepReport.html(
            SampleReport.atTheEdge(new BoundaryHit("init-scale", Edge.HIGH, 0, 4, true, false)));

    assertThat(seen)
        .contains("best at the lower edge, and still falling there")
        .contains("3 of the best 4 trials lie at the lower edge")
        .contains("parabolas fitted to the losses still fall there");
    assertThat(fitted)
        .contains("falls towards the upper edge")
        .contains("the minimum fitted to the losses lies beyond the upper edge");
  }

  @Test
  void choiceWithoutACompetitorIsNoClearOne() {
    assertThat(SweepReport.html(SampleReport.unopposed()))
        .contains("The only one that is left", "nothing to compare with")
        .contains("The best of the finalists: a point that was trained.")
        .doesNotContain("clear winner");
    assertThat(SweepReport.html(SampleReport.complete()))
        .doesNotContain("The only one that is left");
  }

  @Test
  void saysWhyASectionIsEmpty() {
    String page = SweepReport.html(SampleReport.empty());

    for (String section : SECTIONS) {
      assertThat(page).contains("<section id=\"" + section + "\"><h2>");
    }
    assertThat(page)
        .contains("The coord check has not run.")
        .contains("The wide model has not been trained.")
        .doesNotContain("data-chart=\"");
  }

  @Test
  void showsACoordCheckThatEndedTheRun() {
    String page = SweepReport.html(SampleReport.stoppedByCoordCheck());

    assertThat(page)
        .contains("The parametrization is not right")
        .contains("No settings were chosen: the coord check ended the run.")
        .contains("data-chart=\"coord-check\"");
  }

  @Test
  void everyPlotHasItsDataAndTheOtherWayRound() throws IOException {
    String page = SweepReport.html(SampleReport.complete());
    JsonNode plots = embedded(page).get("plots");

    List<String> drawn = new ArrayList<>();
    Matcher matcher = Pattern.compile("data-chart=\"([a-z-]+)\"").matcher(page);
    while (matcher.find()) {
      drawn.add(matcher.group(1));
    }
    List<String> given = new ArrayList<>();
    plots.fieldNames().forEachRemaining(given::add);
    assertThat(drawn.stream().distinct()).containsExactlyInAnyOrderElementsOf(given);
    assertThat(drawn.stream().filter("coord-check"::equals))
        .hasSize(plots.get("coord-check").get("panels").size());
  }

  @Test
  void trialsRoundTripThroughTheEmbeddedData() throws IOException {
    ReportData data = SampleReport.complete();
    JsonNode rows = embedded(SweepReport.html(data)).at("/plots/exploration/trials");

    List<TrialRow> explored =
        data.record().trials().stream().filter(t -> t.purpose().equals("exploration")).toList();
    assertThat(rows).hasSameSizeAs(explored);
    for (int i = 0; i < explored.size(); i++) {
      TrialRow trial = explored.get(i);
      assertThat(rows.get(i).get("trial").asText()).isEqualTo(trial.trial());
      assertThat(rows.get(i).get("status").asText()).isEqualTo(trial.status());
      assertThat(rows.get(i).get("values").get(0).asDouble())
          .isEqualTo(trial.configuration().number("learning-rate").orElseThrow());
      if (Double.isNaN(trial.loss())) {
        assertThat(rows.get(i).get("loss").isNull()).isTrue();
      } else {
        assertThat(rows.get(i).get("loss").asDouble()).isEqualTo(trial.loss());
      }
    }
  }

  @Test
  void coordPlotHasTheSlopesOfEveryStatistic() throws IOException {
    JsonNode panels =
        embedded(SweepReport.html(SampleReport.stoppedByCoordCheck()))
            .at("/plots/coord-check/panels");
    for (JsonNode panel : panels) {
      assertThat(panel.get("slopes"))
          .as("%s %s", panel.get("module"), panel.get("statistic"))
          .isNotEmpty();
    }
    JsonNode update =
        StreamSupport.stream(panels.spliterator(), false)
            .filter(panel -> panel.get("statistic").asText().equals("update"))
            .filter(panel -> panel.get("module").asText().equals("block0.ffn"))
            .findFirst()
            .orElseThrow();
    JsonNode second = update.get("slopes").get(1);
    assertThat(second.get("step").asInt()).isEqualTo(2);
    assertThat(second.get("slope").asDouble()).isCloseTo(0.9, within(0.05));
    assertThat(second.get("standard_error").asDouble()).isBetween(0.0, 0.05);
    assertThat(second.get("outcome").asText()).isEqualTo("failed");
  }

  @Test
  void embedsTheProvenance() throws IOException {
    JsonNode provenance = embedded(SweepReport.html(SampleReport.complete())).get("provenance");

    assertThat(ProvenanceJson.read(provenance.toString())).isEqualTo(SampleReport.PROVENANCE);
  }

  @Test
  void textFromFilesStaysText() throws IOException {
    String page = SweepReport.html(SampleReport.withText(HOSTILE));

    assertThat(page)
        .doesNotContain("alert(1)</script>")
        .doesNotContain("<!--")
        .doesNotContain("\u0007");
    assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(5);
    JsonNode trials = embedded(page).at("/plots/exploration/trials");
    assertThat(trials.get(trials.size() - 1).get("reason").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void loadsNothing() {
    String page = SweepReport.html(SampleReport.complete());
    String markup = page.replaceAll("(?s)<(script|pre)[ >].*?</\\1>", "");

    assertThat(markup).doesNotContain("http:").doesNotContain("https:").doesNotContain("@import");
    assertThat(markup).doesNotContainPattern("\\s(src|srcset|action|data)=");
    assertThat(markup).doesNotContainPattern("href=\"(?!#)").doesNotContain("url(");
    assertThat(page).contains("default-src 'none'").doesNotContain("sourceMappingURL");
  }

  @Test
  void curvesAreThinnedAndTheBestTrialsOnly() throws IOException {
    JsonNode plots = embedded(SweepReport.html(SampleReport.complete())).get("plots");

    for (String name : List.of("curves", "finalists")) {
      int series = plots.get(name).get("series").size();
      assertThat(series).isBetween(1, 8);
      assertThat(plots.get(name).get("points").size())
          .isLessThanOrEqualTo(series * CurveThinning.MOST_POINTS);
    }
  }

  @Test
  void thousandsOfTrialsMakeNoHugePage() {
    String few = SweepReport.html(SampleReport.complete());
    String many = SweepReport.html(SampleReport.withTrials(2000));

    assertThat(many.length() - few.length()).isLessThan(1_500_000);
  }

  private static JsonNode embedded(String page) throws IOException {
    Matcher matcher =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"report-data\">(.*?)</script>")
            .matcher(page);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }
}
