package org.musweep.jobs;

import java.util.List;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.sweep.SweepFile;

/** Runs steps for a command. */
final class Runs {

  private Runs() {}

  /** Runs steps on a sweep that may be new. */
  static int begin(Main main, RunOptions options, List<Step> steps) {
    return run(main, options, options.verified(), steps);
  }

  /** Runs steps on a sweep that was begun before. */
  static int resume(Main main, RunOptions options, List<Step> steps) {
    SweepFile file = options.verified();
    options.existingRun();
    return run(main, options, file, steps);
  }

  /** Writes the report, also while another process works on the run. */
  static int report(Main main, RunOptions options) {
    SweepFile file = options.read();
    options.existingRun();
    try {
      return run(main, options, file, List.of(new ReportJob()));
    } catch (StudyHeldException e) {
      main.console().out().println("the run is not finished; this is what there is so far");
      try (Display display = TerminalDisplay.open(main.console());
          RunContext context = context(main, options, file, display)) {
        return new ReportJob().run(context).exit().code();
      }
    }
  }

  private static int run(Main main, RunOptions options, SweepFile file, List<Step> steps) {
    Console console = main.console();
    file.cautions().forEach(caution -> console.err().println("musweep: caution: " + caution));
    try (Display display = TerminalDisplay.open(console);
        RunContext context = context(main, options, file, display)) {
      return new StepChain(context, console).run(steps).code();
    } catch (DataException e) {
      throw file.problem("data", e.getMessage());
    }
  }

  private static RunContext context(
      Main main, RunOptions options, SweepFile file, Display display) {
    return new RunContext(file, options.layout(file.spec()), display, main.arguments());
  }
}
