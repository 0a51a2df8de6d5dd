package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.musweep.pipeline.trial.TrialId;

/**
 * Everything a pruner may look at: what was seen and decided at every rung so far. It grows as
 * trials arrive, is kept in order of rank, and belongs to one thread.
 */
public final class Ladder {

  private final RungSchedule schedule;
  private final List<Rung> rungs;

  /** Rungs that nothing has reached and nobody is on the way to. */
  public Ladder(RungSchedule schedule) {
    this.schedule = schedule;
    rungs = IntStream.range(0, schedule.count()).mapToObj(rung -> new Rung()).toList();
  }

  /** The rungs' steps. */
  public RungSchedule schedule() {
    return schedule;
  }

  /** A rung, counted from 0. */
  public Rung rung(int index) {
    return rungs.get(index);
  }

  /** So many trials are now on their way to a rung, as the first that they will reach. */
  public void expect(int rung, int trials) {
    rung(rung).expect(trials);
  }

  /** A trial that was on its way to a rung has reached it, or diverged or failed before. */
  public void observe(int rung, RungObservation observation) {
    rung(rung).expect(-1);
    rung(rung).observe(observation);
    if (rung == schedule.lastRung() && !observation.isDiverged()) {
      rung(rung).stop(observation.trial());
      rungs.forEach(each -> each.complete(observation.trial()));
    }
  }

  /** A trial that was on its way to a rung was called off: it competes with nobody. */
  public void withdraw(int rung) {
    rung(rung).expect(-1);
  }

  /** A trial that waited at a rung goes on to the next. */
  public void promote(int rung, TrialId trial) {
    rung(rung).promote(trial);
    rung(rung + 1).expect(1);
  }

  /** A trial that waited at a rung ends there. */
  public void stop(int rung, TrialId trial) {
    rung(rung).stop(trial);
  }

  /** A trial's losses at the rungs it has reached, up to one of them. */
  List<Double> losses(TrialId trial, int upToRung) {
    List<Double> losses = new ArrayList<>();
    for (int rung = 0; rung <= upToRung; rung++) {
      rung(rung).loss(trial).ifPresent(losses::add);
    }
    return losses;
  }
}
