package org.musweep.jobs;

import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.musweep.jobs.StatusFollower.Form;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code musweep status}. */
@Command(
    name = "status",
    header = "Says how far a run is.",
    description =
        "Also while it runs and after a crash. FILE may also be the folder of the"
            + " run or of its sweep.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  musweep status conf/quickstart.yaml",
      "  musweep status conf/quickstart.yaml --follow",
      "  musweep status out/quickstart/main --json"
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Option(
      names = "--follow",
      description = "Goes on until the run ends; with --json, a document whenever it changes.")
  private boolean follow;

  @Override
  public Integer call() {
    var reader = new StatusReader(options.existingRun());
    PrintStream out = main.console().out();
    if (follow) {
      Form form = options.json() ? Form.JSON : Form.LINES;
      StatusFollower.of(main.console(), form).follow(reader::read);
    } else if (options.json()) {
      out.println(StatusJson.of(reader.read()));
    } else {
      reader.read().lines(Instant.now()).forEach(out::println);
    }
    return ExitCode.DONE.code();
  }
}
