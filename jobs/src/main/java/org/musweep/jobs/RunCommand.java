package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep run}. */
@Command(
    name = "run",
    header = "Does everything, from the data to the report.",
    description = {
      "Coord check, sweep, selection and transfer check, wide run, report: in this order, up to"
          + " the first that fails. A report is written in any case.",
      "Run again, it goes on where it was; finished work is not repeated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  musweep run conf/quickstart.yaml",
      "  musweep run conf/quickstart.yaml --dry-run",
      "  musweep run conf/quickstart.yaml --serve"
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;
  @Mixin private ServeOptions serve;

  @Override
  public Integer call() {
    List<Step> steps =
        List.of(
            new CoordCheckJob(), new SweepJob(), new SelectJob(), new TrainJob(), new ReportJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.begin(main, options, steps, serve);
  }
}
