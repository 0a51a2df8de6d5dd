package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportImagesTest {

  private static final Pattern NOT_A_NUMBER = Pattern.compile("\"[^\"]*(NaN|Infinity)[^\"]*\"");

  @Test
  void everyPlotOfThePageHasItsPicture() {
    assertThat(ReportImages.of(SampleReport.complete()).keySet())
        .containsExactly(
            "learning-rate.svg",
            "widths.svg",
            "curves.svg",
            "finalists.svg",
            "exploration.svg",
            "parallel.svg",
            "importance.svg",
            "slices.svg",
            "coord-check-delta.svg",
            "coord-check-l1.svg",
            "coord-check-update.svg",
            "rungs.svg",
            "time.svg",
            "timeline.svg");
    assertThat(ReportImages.of(SampleReport.stoppedByCoordCheck()).keySet())
        .allMatch(name -> name.startsWith("coord-check-"))
        .isNotEmpty();
    assertThat(ReportImages.of(SampleReport.empty())).isEmpty();
  }

  @Test
  void picturesAreWellFormedWithFinitePlacesAndDrawnMarks() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    for (ReportData data :
        new ReportData[] {
          SampleReport.complete(), SampleReport.withText("</svg> <!-- \" ' & \u0007")
        }) {
      for (Map.Entry<String, String> image : ReportImages.of(data).entrySet()) {
        var document =
            factory.newDocumentBuilder().parse(new InputSource(new StringReader(image.getValue())));
        assertThat(document.getElementsByTagName("g").item(0).getChildNodes().getLength())
            .as(image.getKey())
            .isGreaterThan(1);
        assertThat(NOT_A_NUMBER.matcher(image.getValue()).find()).as(image.getKey()).isFalse();
      }
    }
  }

  @Test
  void everyTrialIsInTheExploration() {
    String image = ReportImages.of(SampleReport.withTrials(2000)).get("exploration.svg");

    // Three panels; the discs of the legend come to that.
    assertThat(Pattern.compile("<path d=\"M[^\"]*a2,2 ").matcher(image).results().count())
        .isGreaterThan(3 * 1800);
    assertThat(image.length()).isLessThan(1_000_000);
  }

  @Test
  void coloursAreThoseOfThePage() throws Exception {
    String page = SweepReport.html(SampleReport.empty());
    String light = page.substring(page.indexOf(":root {"), page.indexOf("@media"));

    assertThat(light)
        .contains("--accent: " + Ink.ACCENT, "--good: " + Ink.GOOD, "--edge: " + Ink.EDGE)
        .contains("--fg: " + Ink.FOREGROUND, "--muted: " + Ink.MUTED)
        .contains("--status-diverged: " + Ink.DIVERGED, "--status-failed: " + Ink.FAILED)
        .contains("--status-stopped: " + Ink.STOPPED, "--status-completed: " + Ink.COMPLETED);
    for (int i = 0; i < Ink.SERIES.size(); i++) {
      assertThat(light).contains("--s%d: %s;".formatted(i, Ink.series(i)));
    }
  }
}
