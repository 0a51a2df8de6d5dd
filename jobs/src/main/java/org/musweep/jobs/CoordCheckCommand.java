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
  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    return Runs.begin(main, options, List.of(new CoordCheckJob()));
  }
}
