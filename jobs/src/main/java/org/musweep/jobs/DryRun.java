package org.musweep.jobs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.pipeline.forecast.Forecast;
import org.musweep.pipeline.forecast.Workload;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepFile;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.training.StackMemory;
import picocli.CommandLine.Option;

/** The option to be told what a command would do, and how that is told. */
final class DryRun {

  @Option(
      names = "--dry-run",
      description =
          "Says what would run, how long that takes if such models were trained here before, and"
              + " how much memory it needs; runs and writes nothing.")
  private boolean asked;

  /** Whether nothing is to be run. */
  boolean isAsked() {
    return asked;
  }

  /** Says what steps would do. */
  int show(Main main, RunOptions options, List<Step> steps) {
    SweepFile file = options.verified();
    SweepSpec spec = file.spec();
    SweepLayout layout = options.layout(spec);
    Sessions.check(spec);
    RecordedRuns runs = RecordedRuns.of(layout, spec);
    var workload = new Workload(spec, runs.state(), runs.wideDone(), Sessions.slots(spec));
    Set<String> names = steps.stream().map(Step::name).collect(Collectors.toSet());
    Forecast forecast =
        Forecast.of(workload, runs.pace(), new StackMemory(spec, SweepOutline.shape(spec.data())))
            .of(names);
    if (options.json()) {
      main.console().out().println(ForecastText.json(forecast));
    } else {
      String caution = main.console().outPalette().caution("caution:");
      file.cautions().forEach(each -> main.console().out().println(caution + " " + each));
      ForecastText.lines(spec.sweep(), layout, forecast).forEach(main.console().out()::println);
    }
    return ExitCode.DONE.code();
  }
}
