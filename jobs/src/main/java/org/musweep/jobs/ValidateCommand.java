package org.musweep.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import org.musweep.pipeline.sweep.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep validate}. */
@Command(
    name = "validate",
    description = "Checks a sweep file and says what it would run. Writes nothing.",
    footerHeading = "%nExample:%n",
    footer = "  musweep validate conf/quickstart.yaml",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    SweepFile file = options.verified();
    Console console = main.console();
    List<String> lines = SweepOutline.lines(file.spec(), options.layout(file.spec()));
    if (options.json()) {
      console.out().println(ResultJson.valid(file.cautions(), lines));
      return ExitCode.DONE.code();
    }
    String caution = console.outPalette().caution("caution:");
    file.cautions().forEach(each -> console.out().println(caution + " " + each));
    lines.forEach(console.out()::println);
    return ExitCode.DONE.code();
  }
}
