package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens reports in headless Chromium: {@code $CHROMIUM}, or one found in the usual places. Without
 * one the test is skipped and says so; where {@code CI=true} it fails.
 */
@Tag("browser")
class BrowserTest {

  private static final int TIMEOUT_SECONDS = 180;
  private static final Pattern PLOT =
      Pattern.compile("<div class=\"plot\" data-chart=\"([a-z-]+)\"[^>]*data-state=\"([a-z]+)\"");

  /** Points, lines and bars; axes are lines of another kind, frames have a class. */
  private static final Pattern MARK = Pattern.compile("<path (?!class=)[^>]*d=\"M");

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
      assertThat(MARK.matcher(plot).results().count()).isGreaterThan(3);
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
    Path browser = browser();
    Path page = Files.writeString(directory.resolve("index.html"), SweepReport.html(data));
    Path profile = Files.createTempDirectory(directory, "profile");
    File dom = directory.resolve("dom.html").toFile();
    File log = directory.resolve("browser.log").toFile();
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=60000",
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom)
            .redirectError(log)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("The browser did not finish within %d s: %s".formatted(TIMEOUT_SECONDS, read(log)));
    }
    assertThat(read(log).lines().filter(line -> line.contains("CONSOLE"))).isEmpty();
    assertThat(read(dom)).contains("data-plots=\"done\"");
    return read(dom);
  }

  private static Path browser() {
    Optional<Path> found =
        Stream.of(
                Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""),
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "No Chromium: install it or set CHROMIUM to its path";
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    return found.orElseGet(() -> abort(missing));
  }

  private static String read(File file) throws IOException {
    return Files.readString(file.toPath(), StandardCharsets.UTF_8);
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
