package org.musweep.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep report}. */
@Command(
    name = "report",
    header = "Writes the report of what there is.",
    description =
        "One HTML file, report/index.html in the run's folder, and a picture for slides of each of"
            + " its plots beside it. Also while another process works on the run.",
    footerHeading = "%nExample:%n",
    footer = "  musweep report conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;

  @Override
  public Integer call() {
    return Runs.report(main, options);
  }
}
