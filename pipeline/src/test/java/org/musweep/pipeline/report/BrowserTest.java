package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a browser; see {@link Chromium} for where there is none. */
@Tag("browser")
class BrowserTest {

  private static final Pattern PLOT =
      Pattern.compile("<div class=\"plot\" data-chart=\"([a-z-]+)\"[^>]*data-state=\"([a-z]+)\"");

  /** Points, lines, bars and thick rules; axes are thin lines, frames have a class. */
  private static final Pattern MARK =
      Pattern.compile("<path (?!class=)[^>]*d=\"M|<line [^>]*stroke-width=\"4\"");

  /** Turns the wheel over the first plot, without shift and with it, and clicks twice. */
  private static final String ZOOM =
      """
      const state = document.body.dataset;
      const labels = svg => [...svg.querySelectorAll(".role-axis-label text")].map(t => t.textContent).sort().join(" ");
      const wait = ms => new Promise(done => setTimeout(done, ms));
      (async () => {
        while (document.documentElement.dataset.plots !== "done") await wait(50);
        const svg = document.querySelector("[data-chart=learning-rate] svg");
        const plane = svg.querySelector("path.background");
        const box = plane.getBoundingClientRect();
        const send = (type, Kind, more) => plane.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true,
          clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, ...more }));
        state.before = labels(svg);
        send("wheel", WheelEvent, { deltaY: -600 });
        await wait(500);
        state.wheeled = labels(svg);
        send("wheel", WheelEvent, { deltaY: -600, shiftKey: true });
        await wait(500);
        state.zoomed = labels(svg);
        send("dblclick", MouseEvent, {});
        await wait(500);
        state.back = labels(svg);
      })();
      """;

  @TempDir Path directory;

  @Test
  void drawsEveryPlotWithoutAWordOnTheConsole() throws Exception {
    String dom = open(SampleReport.complete());

    assertThat(states(dom)).isNotEmpty().allMatch(state -> state.endsWith(" drawn"));
    assertThat(states(dom).stream().map(state -> state.substring(0, state.indexOf(' '))).distinct())
        .containsExactlyInAnyOrder(
            "learning-rate",
            "widths",
            "curves",
            "finalists",
            "exploration",
            "parallel",
            "importance",
            "slices",
            "coord-check",
            "rungs",
            "time",
            "timeline");
    for (String plot : plots(dom)) {
      assertThat(plot).contains("<svg");
      assertThat(MARK.matcher(plot).results().count())
          .as(plot.substring(0, Math.min(90, plot.length())))
          .isGreaterThan(3);
    }
    assertThat(symbols(plot(dom, "exploration"))).isGreaterThanOrEqualTo(24);
  }

  @Test
  void drawsThousandsOfTrials() throws Exception {
    String dom = open(SampleReport.withTrials(2000));

    assertThat(states(dom)).isNotEmpty().allMatch(state -> state.endsWith(" drawn"));
    assertThat(symbols(plot(dom, "exploration"))).isGreaterThanOrEqualTo(2000);
  }

  @Test
  void drawsTheSlopesOfTheCoordCheck() throws Exception {
    String dom = open(SampleReport.stoppedByCoordCheck());

    assertThat(plots(dom))
        .allSatisfy(plot -> assertThat(plot).containsPattern("slope [+-]0\\.\\d"));
  }

  @Test
  void shiftAndWheelZoomAndADoubleClickLeadsBack() throws Exception {
    String page =
        SweepReport.html(SampleReport.complete())
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    // Not the first one: the library that draws has the word in a string.
    int end = page.lastIndexOf("</body>");
    page = page.substring(0, end) + "<script>" + ZOOM + "</script>" + page.substring(end);
    Path file = Files.writeString(directory.resolve("zoom.html"), page);

    Chromium.Shown shown = Chromium.show(file, directory);

    assertThat(shown.console()).isEmpty();
    assertThat(attribute(shown.dom(), "zoomed"))
        .isNotEmpty()
        .isNotEqualTo(attribute(shown.dom(), "before"));
    assertThat(attribute(shown.dom(), "wheeled")).isEqualTo(attribute(shown.dom(), "before"));
    assertThat(attribute(shown.dom(), "back")).isEqualTo(attribute(shown.dom(), "before"));
  }

  private static String attribute(String dom, String name) {
    Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(dom);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  @Test
  void drawsPictures() throws Exception {
    StringBuilder page = new StringBuilder("<!DOCTYPE html><html data-plots=\"done\"><body>");
    ReportImages.of(SampleReport.complete()).values().forEach(page::append);
    Path file = Files.writeString(directory.resolve("pictures.html"), page);

    Chromium.Shown shown = Chromium.show(file, directory);

    assertThat(shown.console()).isEmpty();
    assertThat(shown.dom().split("<svg ", -1))
        .hasSize(ReportImages.of(SampleReport.complete()).size() + 1);
  }

  @Test
  void drawsWhatIsThere() throws Exception {
    assertThat(states(open(SampleReport.stoppedByCoordCheck())))
        .isNotEmpty()
        .allMatch("coord-check drawn"::equals);
    assertThat(states(open(SampleReport.empty()))).isEmpty();
  }

  @Test
  void hostileTextDoesNothing() throws Exception {
    String dom =
        open(SampleReport.withText("</script><script>console.error(1)</script><img src=x>"));

    assertThat(states(dom)).isNotEmpty().allMatch(state -> state.endsWith(" drawn"));
    assertThat(dom.replaceAll("(?s)<script.*?</script>", "")).doesNotContain("<img");
  }

  /** The page's elements after its script has run; fails if the console says anything. */
  private String open(ReportData data) throws IOException, InterruptedException {
    Path page = Files.writeString(directory.resolve("index.html"), SweepReport.html(data));
    Chromium.Shown shown = Chromium.show(page, directory);
    assertThat(shown.console()).isEmpty();
    assertThat(shown.dom()).contains("data-plots=\"done\"");
    return shown.dom();
  }

  private static List<String> states(String dom) {
    return PLOT.matcher(dom).results().map(each -> each.group(1) + " " + each.group(2)).toList();
  }

  /** The markup of each plot, up to the next one. */
  private static List<String> plots(String dom) {
    List<String> plots = new ArrayList<>();
    Matcher matcher = PLOT.matcher(dom);
    int from = -1;
    while (matcher.find()) {
      if (from >= 0) {
        plots.add(dom.substring(from, matcher.start()));
      }
      from = matcher.start();
    }
    plots.add(dom.substring(from));
    return plots;
  }

  private static String plot(String dom, String chart) {
    return plots(dom).stream()
        .filter(plot -> plot.startsWith("<div class=\"plot\" data-chart=\"" + chart + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static long symbols(String plot) {
    return Pattern.compile("<path [^>]*transform=\"translate\\(").matcher(plot).results().count();
  }
}
