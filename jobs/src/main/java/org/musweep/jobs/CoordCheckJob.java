package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.spark.CoordCheckRun;
import org.musweep.pipeline.sweep.CoordCheckSpec.OnFailure;

/** Runs the coordinate check and judges it. */
final class CoordCheckJob implements Step {

  /** The step's name. */
  static final String NAME = "coord-check";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    String inputs =
        RunIdentity.textHash(
            RunIdentity.hash(context.spec())
                + context.spec().coordCheck().toString().replace(", depths=[]", ""));
    Optional<String> earlier = context.study().state().outcome(NAME);
    if (earlier.isPresent() && earlier.get().endsWith(inputs)) {
      String outcome = earlier.get().substring(0, earlier.get().indexOf(' '));
      return result(context, outcome, "done earlier: " + outcome);
    }
    clear(context);
    String data = context.data();
    List<Integer> depths = context.spec().coordCheck().depths();
    context
        .display()
        .phase(
            "coord check at widths "
                + context.spec().coordCheck().widths()
                + (depths.isEmpty() ? "" : " and depths " + depths));
    List<CoordRecord> records =
        CoordCheckRun.on(context.spark(), context.spec(), context.text(), context.layout(), data)
            .run();
    CoordVerdict verdict =
        CoordVerdict.of(
            CoordGate.overWidth(context.spec(), records), CoordGate.limits(context.spec()));
    String overDepth = "";
    if (!depths.isEmpty()) {
      CoordVerdict deep =
          CoordVerdict.of(
              CoordGate.overDepth(context.spec(), records), CoordGate.limits(context.spec()));
      overDepth = "; over depth " + deep.outcome().text() + ": " + deep.reason();
      if (deep.outcome() == CoordOutcome.FAILED && verdict.outcome() != CoordOutcome.FAILED) {
        verdict = deep;
        overDepth = " (over depth)";
      }
    }
    String outcome = verdict.outcome().name().toLowerCase(java.util.Locale.ROOT);
    context.study().record(new Event.StepFinished(NAME, outcome + " " + inputs));
    return result(context, outcome, outcome + ": " + verdict.reason() + overDepth);
  }

  private static StepResult result(RunContext context, String outcome, String summary) {
    boolean stops =
        outcome.equals("failed") && context.spec().coordCheck().onFailure() == OnFailure.STOP;
    return new StepResult(
        stops ? ExitCode.COORD_CHECK_FAILED : ExitCode.DONE, NAME + " " + summary);
  }

  /**
   * Records of a check that was not finished, or of another one, would be mixed with the new ones.
   */
  private static void clear(RunContext context) {
    Path table = new Path(context.layout().table("coord_check"));
    try {
      table.getFileSystem(context.spark().sparkContext().hadoopConfiguration()).delete(table, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clear " + table, e);
    }
  }
}
