package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The report of a run: one HTML page that needs nothing else, no network and no other file.
 *
 * <p>Words and tables are written here; plots are drawn by the page's script from data embedded in
 * it, with Vega-Lite. The page forbids itself every request.
 */
public final class SweepReport {

  private static final int SCHEMA = 1;
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
          + " blob:";
  private static final List<Section> SECTIONS =
      List.of(
          new VerdictSection(),
          new SettingsSection(),
          new TransferSection(),
          new CurvesSection(),
          new SelectionSection(),
          new ExplorationSection(),
          new HyperparametersSection(),
          new CoordCheckSection(),
          new RungSection(),
          new InfeasibleSection(),
          new TimeSection(),
          new CostSection(),
          new ScalingPlanSection(),
          new ProvenanceSection());

  private SweepReport() {}

  /** The page, in UTF-8 if it is written to a file. */
  public static String html(ReportData data) {
    Html body =
        Html.all(
            Html.styled(
                "div",
                "page",
                header(data),
                navigation(),
                Html.element("main", Html.all(SECTIONS.stream().map(each -> section(each, data)))),
                footer()),
            script("application/json", "report-data", Json.embedded(document(data))),
            program("vega/vega.min.js"),
            program("vega/vega-lite.min.js"),
            program("vega/vega-embed.min.js"),
            program("report.js"));
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="musweep">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s
    </body>
    </html>
    """
        .formatted(
            POLICY,
            Html.text(data.sweep() + " – sweep report").markup(),
            resource("report.css"),
            body.markup());
  }

  /** What the page embeds: the data of its plots and the provenance. */
  private static ObjectNode document(ReportData data) {
    ObjectNode document = Json.object();
    document.put("schema", SCHEMA);
    document.put("sweep", data.sweep());
    document.set("provenance", ProvenanceJson.tree(data.provenance()));
    ObjectNode plots = document.putObject("plots");
    SECTIONS.forEach(each -> each.plots(data, plots));
    return document;
  }

  private static Html header(ReportData data) {
    return Html.styled(
        "header",
        "top",
        Html.styled(
            "p",
            "kicker",
            Html.text(
                "Sweep report · %s · %s"
                    .formatted(
                        Figures.time(data.provenance().period().end()),
                        Figures.count(data.record().trials().size(), "trial")))),
        Html.element("h1", Html.text(data.sweep())));
  }

  private static Html navigation() {
    return Html.element(
        "nav",
        List.of("aria-label", "Sections"),
        Html.element(
            "ol",
            Html.all(
                SECTIONS.stream()
                    .map(
                        each ->
                            Html.element(
                                "li",
                                Html.element(
                                    "a",
                                    List.of("href", "#" + each.id()),
                                    Html.text(each.title())))))));
  }

  private static Html section(Section section, ReportData data) {
    return Html.element(
        "section",
        List.of("id", section.id()),
        Html.element("h2", Html.text(section.title())),
        section.body(data));
  }

  private static Html footer() {
    String licences =
        Stream.of("vega", "vega-lite", "vega-embed", "bundled")
            .map(part -> resource("vega/LICENSE." + part).strip())
            .reduce((a, b) -> a + "\n\n\n" + b)
            .orElseThrow();
    return Html.element(
        "footer",
        Html.element("noscript", Html.paragraph("The plots need JavaScript; the tables do not.")),
        Html.element(
            "details",
            Html.element("summary", Html.text("Licences of the plotting code in this page")),
            Html.element("pre", Html.text(licences))));
  }

  private static Html program(String name) {
    String code = resource(name).replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip();
    if (code.contains("</script") || code.contains("<!--")) {
      throw new IllegalStateException("Cannot embed " + name + ": it would end its script element");
    }
    return script("text/javascript", name, code);
  }

  private static Html script(String type, String id, String code) {
    return Html.element("script", List.of("type", type, "id", id), new Html("\n" + code + "\n"));
  }

  private static String resource(String name) {
    try (InputStream in = SweepReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find " + name + " beside the report's classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
