package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/** Where the time went. */
final class TimeSection implements Section {

  static final String PLOT = "time";

  @Override
  public String id() {
    return "time";
  }

  @Override
  public String title() {
    return "Time spent";
  }

  @Override
  public Html body(ReportData data) {
    List<PartTime> times = data.record().times();
    Html whole =
        Html.paragraph(
            "%s in all, from %s to %s."
                .formatted(
                    Figures.duration(data.provenance().period().seconds()),
                    Figures.time(data.provenance().period().start()),
                    Figures.time(data.provenance().period().end())));
    Html plot =
        times.isEmpty()
            ? Html.absent("The parts of the run were not timed.")
            : Html.plot(
                PLOT,
                "Wall-clock time per part of the run",
                Html.text("Wall-clock time in which packs of that part trained."));
    return Html.all(whole, plot, timeline(data), training(data));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    Timeline timeline = Timeline.of(data);
    if (!timeline.isEmpty()) {
      plots.set(Timeline.PLOT, timeline.json());
    }
    if (data.record().times().isEmpty()) {
      return;
    }
    ArrayNode rows = plots.putObject(PLOT).putArray("rows");
    for (PartTime part : data.record().times()) {
      rows.addObject()
          .put("name", part.name())
          .put("seconds", part.seconds())
          .put("text", Figures.duration(part.seconds()));
    }
  }

  private static Html timeline(ReportData data) {
    return Timeline.of(data).isEmpty()
        ? Html.NOTHING
        : Html.all(
            Html.element("h3", Html.text("Packs over time")),
            Html.plot(
                Timeline.PLOT,
                "Which pack trained when",
                Html.text(
                    "A bar is a pack, from when it was handed to Spark on; packs in different rows"
                        + " trained side by side. Gaps are waiting, decisions and pauses.")));
  }

  private static Html training(ReportData data) {
    HtmlTable table =
        new HtmlTable()
            .words("trained")
            .number("trials")
            .number("optimizer steps")
            .number("time in packs, per lane");
    for (Purpose purpose : Purpose.values()) {
      Predicate<TrialRow> of = trial -> Trials.is(trial, purpose);
      List<TrialRow> trials = data.record().trials().stream().filter(of).toList();
      if (!trials.isEmpty()) {
        table.row(
            Html.text(purpose.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
            Html.text(Integer.toString(trials.size())),
            Html.text(Long.toString(trials.stream().mapToLong(TrialRow::step).sum())),
            Html.text(
                Figures.duration(trials.stream().mapToDouble(TimeSection::laneSeconds).sum())));
      }
    }
    if (data.wide() instanceof Finding.Present<WideRun> wide) {
      table.row(
          Html.text("wide run"),
          Html.text("1"),
          Html.text(Integer.toString(wide.value().steps())),
          Html.text(Figures.duration(wide.value().seconds())));
    }
    return table.build();
  }

  /** Lanes share their pack's time. */
  private static double laneSeconds(TrialRow trial) {
    return trial.seconds() / Math.max(1, trial.lanes());
  }
}
