package org.musweep.pipeline.report;

import java.util.List;
import java.util.stream.Collectors;

/** From what all this was made, and the command that makes it again. */
final class ProvenanceSection implements Section {

  @Override
  public String id() {
    return "provenance";
  }

  @Override
  public String title() {
    return "Provenance";
  }

  @Override
  public Html body(ReportData data) {
    Provenance provenance = data.provenance();
    HtmlTable table = new HtmlTable().words("what").sentences("value");
    table.row(Html.text("sweep file, SHA-256"), Html.code(provenance.specHash()));
    table.row(Html.text("data, SHA-256"), Html.code(provenance.dataHash()));
    table.row(Html.text("code"), Html.code(provenance.codeRevision()));
    provenance
        .software()
        .forEach(part -> table.row(Html.text(part.name()), Html.text(part.version())));
    Provenance.Platform platform = provenance.platform();
    table.row(
        Html.text("machine"),
        Html.text(
            "%s, %s, %s"
                .formatted(
                    platform.os(),
                    platform.architecture(),
                    Figures.count(platform.cores(), "core"))));
    table.row(Html.text("seeds"), Html.text(join(provenance.seeds())));
    table.row(Html.text("start"), Html.text(Figures.time(provenance.period().start())));
    table.row(Html.text("end"), Html.text(Figures.time(provenance.period().end())));
    return Html.all(
        table.build(),
        Html.element("h3", Html.text("To repeat it")),
        Html.element("pre", Html.text(command(provenance.commandLine()))));
  }

  private static String join(List<Long> seeds) {
    return seeds.stream().map(seed -> Long.toString(seed)).collect(Collectors.joining(", "));
  }

  /** The arguments as one would type them. */
  static String command(List<String> arguments) {
    return arguments.stream()
        .map(
            argument ->
                argument.matches("[\\w@%+=:,./*\\[\\]-]+")
                    ? argument
                    : "'" + argument.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
