package org.musweep.jobs;

import java.util.List;
import java.util.Optional;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.sweep.SweepFile;

/** Runs steps for a command. */
final class Runs {

  private Runs() {}

  /** Runs steps on a sweep that may be new. */
  static int begin(Main main, WorkOptions options, List<Step> steps) {
    return begin(main, options, steps, new ServeOptions());
  }

  /** Runs steps on a sweep that may be new, and shows its report meanwhile if that is asked for. */
  static int begin(Main main, WorkOptions options, List<Step> steps, ServeOptions serve) {
    return run(main, options, options.run().verified(), steps, serve);
  }

  /** Runs steps on a sweep that was begun before, with a search that goes further. */
  static int extend(Main main, WorkOptions options, List<Step> steps) {
    SweepFile file = options.run().verified();
    options.run().existingRun();
    return run(main, options, file, steps, new ServeOptions(), Changes.EXTENSION);
  }

  /** Runs steps on a sweep that was begun before. */
  static int resume(Main main, WorkOptions options, List<Step> steps) {
    SweepFile file = options.run().verified();
    options.run().existingRun();
    return run(main, options, file, steps, new ServeOptions());
  }

  /** Writes the report, also while another process works on the run. */
  static int report(Main main, WorkOptions options) {
    SweepFile file = options.run().read();
    options.run().existingRun();
    try {
      return run(main, options, file, List.of(new ReportJob()), new ServeOptions());
    } catch (StudyHeldException e) {
      Console console = console(main, options);
      console.out().println("the run is not finished; this is what there is so far");
      try (Display display = TerminalDisplay.open(console);
          RunContext context = context(main, options, file, display, Changes.NONE)) {
        StepResult result = new ReportJob().run(context);
        if (options.run().json()) {
          var ended = List.of(new StepChain.Ended(ReportJob.NAME, result));
          main.console().out().println(ResultJson.steps(context.layout(), ended, result.exit()));
        }
        return result.exit().code();
      }
    }
  }

  private static int run(
      Main main, WorkOptions options, SweepFile file, List<Step> steps, ServeOptions serve) {
    return run(main, options, file, steps, serve, Changes.NONE);
  }

  private static int run(
      Main main,
      WorkOptions options,
      SweepFile file,
      List<Step> steps,
      ServeOptions serve,
      Changes changes) {
    Console console = console(main, options);
    String caution = console.errPalette().caution("musweep: caution:");
    file.cautions().forEach(each -> console.err().println(caution + " " + each));
    try (Display display = TerminalDisplay.open(console);
        RunContext context = context(main, options, file, display, changes)) {
      var chain = new StepChain(context, console);
      ExitCode exit = run(chain, steps, serve.open(context));
      if (options.run().json()) {
        main.console().out().println(ResultJson.steps(context.layout(), chain.ended(), exit));
      }
      return exit.code();
    } catch (DataException e) {
      throw file.problem("data", e.getMessage());
    }
  }

  private static ExitCode run(StepChain chain, List<Step> steps, Optional<LiveReport> live) {
    try {
      return chain.run(steps);
    } finally {
      live.ifPresent(LiveReport::close);
    }
  }

  private static Console console(Main main, WorkOptions options) {
    return options.run().json() ? main.console().forPeople() : main.console();
  }

  private static RunContext context(
      Main main, WorkOptions options, SweepFile file, Display display, Changes changes) {
    return new RunContext(
        file,
        options.run().layout(file.spec()),
        display,
        main.arguments(),
        options.changes(changes));
  }
}
