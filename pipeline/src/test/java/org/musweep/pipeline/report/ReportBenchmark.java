package org.musweep.pipeline.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a report of many trials costs: the time to write the page and the pictures, their sizes, and
 * the time of a headless Chromium from its start until every plot stands in the page, beside that
 * for a page without plots. It is no test and has no limits; a build does not run it. Command:
 *
 * <pre>{@code
 * mvn -q -pl pipeline -am test -Dtest=ReportBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class ReportBenchmark {

  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void reports() throws Exception {
    report("no plots", SampleReport.empty());
    report("24 trials", SampleReport.complete());
    report("2,000 trials", SampleReport.withTrials(2000));
  }

  private void report(String name, ReportData data) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      String html = SweepReport.html(data);
      long written = System.nanoTime();
      long pictures = ReportImages.of(data).values().stream().mapToLong(String::length).sum();
      long drawn = System.nanoTime();
      Path page = Files.writeString(folder.resolve("index.html"), html);
      long begun = System.nanoTime();
      Chromium.show(page, folder);
      long shown = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "%-13s page %4.0f ms, %4.0f kB; pictures %4.0f ms, %4.0f kB; browser %5.2f s%n",
          name,
          (written - start) / 1e6,
          html.length() / 1e3,
          (drawn - written) / 1e6,
          pictures / 1e3,
          (shown - begun) / 1e9);
    }
  }
}
