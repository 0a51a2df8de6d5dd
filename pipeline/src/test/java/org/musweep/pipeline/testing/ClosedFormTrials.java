package org.musweep.pipeline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/** Trials with a known loss, which take a while and stage their curves as real ones do. */
public final class ClosedFormTrials implements TrialExecutor {

  private final TableFiles tables;
  private final int slots;
  private final int millis;
  private final int logEvery;
  private final QuadraticTrialExecutor losses;
  private final ScheduledExecutorService threads;

  /**
   * Packs of so many milliseconds each, several at once.
   *
   * @param slots how many at once
   * @param millis the mean; 0 for none
   * @param logEvery steps between two rows of a trial's curve
   */
  public ClosedFormTrials(TableFiles tables, int slots, int millis, int logEvery) {
    this.tables = tables;
    this.slots = slots;
    this.millis = millis;
    this.logEvery = logEvery;
    losses = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    losses.close();
    threads = Executors.newScheduledThreadPool(slots);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    // Packs differ in length, so that they do not end in the order in which they began.
    int delay = millis == 0 ? 0 : millis / 2 + Math.floorMod(pack.id().hashCode() * 31, millis);
    CompletableFuture<PackReport> report = new CompletableFuture<>();
    Runnable training = () -> end(report, pack);
    var unused = threads.schedule(training, delay, TimeUnit.MILLISECONDS);
    return report;
  }

  private void end(CompletableFuture<PackReport> report, Pack pack) {
    try {
      report.complete(train(pack));
    } catch (RuntimeException e) {
      report.completeExceptionally(e);
    }
  }

  private PackReport train(Pack pack) {
    PackReport report = losses.run(pack);
    List<CurveRow> rows = new ArrayList<>();
    for (TrialSpec trial : pack.trials()) {
      for (int step = pack.fromStep() + logEvery; step <= pack.toStep(); step += logEvery) {
        double loss = losses.loss(trial, step);
        rows.add(new CurveRow(trial.id().value(), pack.id(), step, loss, loss, 0.01, 1));
      }
    }
    String staged = tables.stage(new CurveTable(), pack.id(), 0, rows);
    return new PackReport(
        report.pack(), report.lanes(), report.seconds(), report.host(), List.of(staged));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
