package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.sweep.LogContext;

/** Runs steps one after the other, up to the first that fails. */
final class StepChain {

  private final RunContext context;
  private final Console console;
  private final List<Ended> ended = new ArrayList<>();
  private Optional<StatusFile> status = Optional.empty();

  /** A step that was run, and how it ended. */
  record Ended(String step, StepResult result) {}

  StepChain(RunContext context, Console console) {
    this.context = context;
    this.console = console;
  }

  /** Runs the steps; a report among them is written also if a step before it fails. */
  ExitCode run(List<Step> steps) {
    return LogContext.RUN.during(context.layout().name(), () -> interruptible(steps));
  }

  private ExitCode interruptible(List<Step> steps) {
    Interruption interruption = Interruption.onSignals(this::interrupted);
    try {
      ExitCode exit = runAll(steps);
      interruption.awaitEndIfUnderWay();
      return exit;
    } catch (RuntimeException | Error e) {
      interruption.awaitEndIfUnderWay();
      status.ifPresent(file -> file.ended(Failure.of(e).exit()));
      throw e;
    }
  }

  /** The steps that were run, in their order. */
  List<Ended> ended() {
    return List.copyOf(ended);
  }

  private ExitCode runAll(List<Step> steps) {
    if (!Storage.documents().exists(context.layout().log())) {
      // Data that turns out to be unusable must not leave a run behind.
      context.data();
    }
    var file = new StatusFile(context.layout(), context.study(), steps.get(0).name());
    status = Optional.of(file);
    for (Step step : steps) {
      file.running(step.name());
      StepResult result = step.run(context);
      ended.add(new Ended(step.name(), result));
      if (!(step instanceof ReportJob)) {
        // A report ends with a summary of its own.
        context.display().line(painted(step.name(), result));
      }
      file.ended(result.exit());
      if (result.exit() != ExitCode.DONE) {
        steps.stream()
            .filter(each -> each instanceof ReportJob && each != step)
            .forEach(report -> report.run(context));
        return result.exit();
      }
    }
    return ExitCode.DONE;
  }

  /** The step's name tells at a glance how it ended. */
  private String painted(String step, StepResult result) {
    String summary = result.summary();
    if (!summary.startsWith(step)) {
      return summary;
    }
    Palette palette = console.outPalette();
    String name = result.exit() == ExitCode.DONE ? palette.good(step) : palette.bad(step);
    return name + summary.substring(step.length());
  }

  private void interrupted(ExitCode exit) {
    context.display().close();
    console.err().println("\nmusweep: told to stop; what is done is kept. To go on: " + resume());
    status.ifPresent(file -> file.ended(exit));
    context.abandon();
  }

  private String resume() {
    return CommandWords.of(context.commandLine());
  }
}
