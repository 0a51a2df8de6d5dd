package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/** What a report must be to enter the log; executors may be of another build. */
final class ReportCheck {

  private ReportCheck() {}

  /** Why a report cannot be that of the pack; empty if it can. */
  static Optional<String> misfit(Pack pack, PackReport report) {
    List<TrialId> expected = pack.trials().stream().map(TrialSpec::id).toList();
    List<TrialId> reported = report.lanes().stream().map(LaneReport::trial).toList();
    if (!report.pack().equals(pack.id()) || !reported.equals(expected)) {
      return Optional.of(
          "it is of pack %s with trials %s, not of pack %s with trials %s"
              .formatted(report.pack(), reported, pack.id(), expected));
    }
    return report.lanes().stream()
        .filter(lane -> !isPossible(pack, lane))
        .findFirst()
        .map(
            lane ->
                "the pack trains steps %d to %d of %d, which cannot end in %s"
                    .formatted(pack.fromStep(), pack.toStep(), pack.shape().steps(), lane));
  }

  private static boolean isPossible(Pack pack, LaneReport lane) {
    boolean toHorizon = pack.toStep() == pack.shape().steps();
    if (lane instanceof LaneReport.Paused paused) {
      return !toHorizon && paused.step() == pack.toStep();
    }
    TrialResult result = ((LaneReport.Ended) lane).result();
    return result instanceof TrialResult.Completed completed
        ? toHorizon && completed.step() == pack.toStep()
        : result.step() >= 0 && result.step() <= pack.toStep();
  }

  /** The report with lanes that reached their step with a loss that is not finite as diverged. */
  static PackReport withDivergence(PackReport report) {
    return new PackReport(
        report.pack(),
        report.lanes().stream().map(ReportCheck::withDivergence).toList(),
        report.seconds(),
        report.host(),
        report.stagedFiles());
  }

  private static LaneReport withDivergence(LaneReport lane) {
    if (lane instanceof LaneReport.Paused paused && !Double.isFinite(paused.loss())) {
      return diverged(lane.trial(), paused.step(), paused.loss());
    }
    if (lane instanceof LaneReport.Ended ended
        && ended.result() instanceof TrialResult.Completed completed
        && !Double.isFinite(completed.loss())) {
      return diverged(lane.trial(), completed.step(), completed.loss());
    }
    return lane;
  }

  private static LaneReport diverged(TrialId trial, int step, double loss) {
    return new LaneReport.Ended(
        trial, new TrialResult.Diverged(step, loss, "validation loss is " + loss));
  }
}
