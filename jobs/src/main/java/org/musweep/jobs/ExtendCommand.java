package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep extend}. */
@Command(
    name = "extend",
    header = "Goes on with the search of a run that is done.",
    description =
        "The sweep file may now ask for more trials, wider ranges, another width or another seed."
            + " Old trials are kept and used; nothing is trained again. Then 'musweep select'"
            + " chooses anew.",
    footerHeading = "%nExample:%n",
    footer = "  musweep extend conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class ExtendCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;

  @Override
  public Integer call() {
    List<Step> steps = List.of(new SweepJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.extend(main, options, steps);
  }
}
