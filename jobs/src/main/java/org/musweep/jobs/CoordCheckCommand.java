package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep coord-check}. */
@Command(
    name = "coord-check",
    description = {"Checks that activations and their changes do not grow with width."},
    footerHeading = "%nExample:%n",
    footer = "  musweep coord-check conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class CoordCheckCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;

  @Override
  public Integer call() {
    List<Step> steps = List.of(new CoordCheckJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.begin(main, options, steps);
  }
}
