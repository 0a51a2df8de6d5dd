package org.musweep.pipeline.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/** Another executor with faults put in: chosen trials throw or diverge, chosen packs are lost. */
public final class FailingTrialExecutor implements TrialExecutor {

  private final TrialExecutor delegate;
  private final Predicate<TrialSpec> throwing;
  private final Predicate<TrialSpec> diverging;
  private final Predicate<Pack> lost;

  private FailingTrialExecutor(
      TrialExecutor delegate,
      Predicate<TrialSpec> throwing,
      Predicate<TrialSpec> diverging,
      Predicate<Pack> lost) {
    this.delegate = delegate;
    this.throwing = throwing;
    this.diverging = diverging;
    this.lost = lost;
  }

  /** No faults yet. Closing this closes the other. */
  public static FailingTrialExecutor over(TrialExecutor delegate) {
    return new FailingTrialExecutor(delegate, trial -> false, trial -> false, pack -> false);
  }

  /** Also, these trials throw. */
  public FailingTrialExecutor throwing(Predicate<TrialSpec> trials) {
    return new FailingTrialExecutor(delegate, throwing.or(trials), diverging, lost);
  }

  /** Also, these trials diverge one step before the pack ends. */
  public FailingTrialExecutor diverging(Predicate<TrialSpec> trials) {
    return new FailingTrialExecutor(delegate, throwing, diverging.or(trials), lost);
  }

  /**
   * Also, these packs are lost with their executor. A predicate that counts can lose a pack once
   * and let its retry pass.
   */
  public FailingTrialExecutor losing(Predicate<Pack> packs) {
    return new FailingTrialExecutor(delegate, throwing, diverging, lost.or(packs));
  }

  @Override
  public int slots() {
    return delegate.slots();
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    if (lost.test(pack)) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("The executor of pack " + pack.id() + " died"));
    }
    return delegate.submit(pack).thenApply(report -> withFaults(pack, report));
  }

  @Override
  public void close() {
    delegate.close();
  }

  private PackReport withFaults(Pack pack, PackReport report) {
    List<LaneReport> lanes = report.lanes().stream().map(lane -> withFaults(pack, lane)).toList();
    return new PackReport(
        report.pack(), lanes, report.seconds(), report.host(), report.stagedFiles());
  }

  private LaneReport withFaults(Pack pack, LaneReport lane) {
    TrialSpec trial =
        pack.trials().stream()
            .filter(candidate -> candidate.id().equals(lane.trial()))
            .findFirst()
            .orElseThrow();
    int step = pack.toStep() - 1;
    if (throwing.test(trial)) {
      return new LaneReport.Ended(
          trial.id(),
          new TrialResult.Failed(step, "java.lang.IllegalStateException: failed on purpose"));
    }
    if (diverging.test(trial)) {
      return new LaneReport.Ended(
          trial.id(), new TrialResult.Diverged(step, Double.NaN, "loss is NaN"));
    }
    return lane;
  }
}
