package org.musweep.pipeline.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/** Trials with a known loss, which take a while and stage their curves as real ones do. */
final class ClosedFormTrials implements TrialExecutor {

  private final TableFiles tables;
  private final int millis;
  private final QuadraticTrialExecutor losses;
  private final ExecutorService threads;

  /** Packs of so many milliseconds each, several at once. */
  ClosedFormTrials(TableFiles tables, int slots, int millis) {
    this.tables = tables;
    this.millis = millis;
    losses = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, slots);
    threads = Executors.newFixedThreadPool(slots);
  }

  @Override
  public int slots() {
    return losses.slots();
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    return CompletableFuture.supplyAsync(() -> train(pack), threads);
  }

  private PackReport train(Pack pack) {
    try {
      // Packs differ in length, so that they do not end in the order in which they began.
      Thread.sleep(millis == 0 ? 0 : millis / 2 + Math.floorMod(pack.id().hashCode() * 31, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
    PackReport report = losses.submit(pack).join();
    List<CurveRow> rows = new ArrayList<>();
    for (TrialSpec trial : pack.trials()) {
      for (int step = pack.fromStep() + 100; step <= pack.toStep(); step += 100) {
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
    losses.close();
  }
}
