package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep sweep}. */
@Command(
    name = "sweep",
    description = {"Trains the trials of the search, at small width."},
    footerHeading = "%nExample:%n",
    footer = "  musweep sweep conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;

  @Override
  public Integer call() {
    List<Step> steps = List.of(new SweepJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.begin(main, options, steps);
  }
}
