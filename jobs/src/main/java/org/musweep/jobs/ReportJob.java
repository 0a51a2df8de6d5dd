package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.pipeline.report.CoordCheckRecord;
import org.musweep.pipeline.report.Finding;
import org.musweep.pipeline.report.PackTime;
import org.musweep.pipeline.report.PartTime;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.report.ProvenanceJson;
import org.musweep.pipeline.report.ReportData;
import org.musweep.pipeline.report.ReportImages;
import org.musweep.pipeline.report.RunRecord;
import org.musweep.pipeline.report.SweepReport;
import org.musweep.pipeline.report.TerminalSummary;
import org.musweep.pipeline.report.WideRun;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TransferDocument;
import org.musweep.pipeline.selection.TransferJson;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CoordCheckTable;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.wide.WideCurve;

/** Writes the report of whatever the run has reached, and the summary for the terminal. */
final class ReportJob implements Step {

  /** The step's name. */
  static final String NAME = "report";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    ReportData data = data(context);
    context.write(context.layout().provenance(), ProvenanceJson.write(data.provenance()));
    context.write(context.layout().report(), SweepReport.html(data));
    ReportImages.of(data)
        .forEach((name, image) -> context.write(context.layout().reportFile(name), image));
    String page = Storage.shownFromHere(context.layout().report());
    context.display().rest();
    TerminalSummary.lines(data, page).forEach(context.display()::line);
    return StepResult.done("report written: " + page);
  }

  /** All that there is of a run. */
  static ReportData data(RunContext context) {
    Configuration hadoop = Storage.hadoop();
    TableFiles files = TableFiles.of(context.layout(), hadoop);
    SweepSpec spec = context.spec();
    Optional<WideResult> wide = WideResult.read(context);
    List<CurveRow> wideCurve = WideCurve.read(context.layout().wide(), hadoop);
    Optional<TransferDocument> transfer =
        context.read(context.layout().transfer()).map(TransferJson::read);
    Optional<Selection> selection = SelectJob.read(context);
    List<PackTime> packs = RunTimes.packs(context);
    return new ReportData(
        spec.sweep(),
        provenance(context, RunTimes.period(context, packs, wide)),
        new RunRecord(
            spec.search().space(),
            files.read(TrialTable.ofAnySearch()),
            files.read(new RungTable()),
            files.read(new CurveTable()),
            PartTime.of(
                packs,
                wide.map(result -> OptionalDouble.of(result.seconds()))
                    .orElse(OptionalDouble.empty())),
            packs),
        coordCheck(spec, files.read(new CoordCheckTable())),
        present(selection, "The selection was not reached."),
        present(transfer.map(TransferDocument::check), "The transfer check was not reached."),
        transfer.map(TransferDocument::beyond).orElseGet(Map::of),
        present(
            wide.map(
                result ->
                    new WideRun(
                        result.rules(),
                        result.width(),
                        result.steps(),
                        result.seed(),
                        result.loss(),
                        result.seconds(),
                        wideCurve)),
            "The wide run was not reached."),
        present(
            transfer.map(TransferDocument::plan),
            "The scaling plan of the wide run is made with the selection."),
        present(
            context.read(context.layout().transfer()).flatMap(TransferJson::cost),
            "What the run cost is known once the wide run has ended."));
  }

  private static Finding<CoordCheckRecord> coordCheck(SweepSpec spec, List<CoordRecord> all) {
    List<CoordRecord> records = CoordGate.overWidth(spec, all);
    return records.isEmpty()
        ? Finding.absent("The coordinate check was not run.")
        : Finding.of(
            new CoordCheckRecord(records, CoordVerdict.of(records, CoordGate.limits(spec))));
  }

  private static <T> Finding<T> present(Optional<T> value, String otherwise) {
    return value.map(Finding::of).orElseGet(() -> Finding.absent(otherwise));
  }

  private static Provenance provenance(RunContext context, Provenance.Period period) {
    List<Long> seeds = new ArrayList<>(List.of(context.spec().seed()));
    return new Provenance(
        RunIdentity.textHash(context.text()),
        context.dataHash(),
        Revision.current(),
        Stream.of(
                Provenance.Software.java(),
                new Provenance.Software("Spark", org.apache.spark.package$.MODULE$.SPARK_VERSION()),
                new Provenance.Software("DJL", ai.djl.engine.Engine.getDjlVersion()))
            .toList(),
        Provenance.Platform.current(),
        seeds,
        period,
        context.commandLine());
  }
}
