package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep train}. */
@Command(
    name = "train",
    description = {"Trains the wide model with the chosen settings."},
    footerHeading = "%nExample:%n",
    footer = "  musweep train conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;

  @Override
  public Integer call() {
    List<Step> steps = List.of(new TrainJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.resume(main, options, steps);
  }
}
