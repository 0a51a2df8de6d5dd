package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep select}. */
@Command(
    name = "select",
    header = "Chooses settings and checks that they transfer.",
    description =
        "The best trials are trained again on fresh seeds. What is chosen among them is tried at"
            + " other widths, where its learning rate must still be the best.",
    footerHeading = "%nExample:%n",
    footer = "  musweep select conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class SelectCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Mixin private DryRun dryRun;

  @Override
  public Integer call() {
    List<Step> steps = List.of(new SelectJob());
    return dryRun.isAsked()
        ? dryRun.show(main, options.run(), steps)
        : Runs.resume(main, options, steps);
  }
}
