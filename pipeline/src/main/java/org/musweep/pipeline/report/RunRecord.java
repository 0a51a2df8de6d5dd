package org.musweep.pipeline.report;

import java.util.List;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.TrialRow;

/**
 * What a run left in its tables.
 *
 * @param space what was searched
 * @param trials every trial that ended, of every purpose
 * @param rungs every judgement at a rung
 * @param curves logged steps, of as many trials as are at hand
 * @param times how long the parts of the run took, in order; may be empty
 * @param packs the packs whose results stand, and when they trained; may be empty
 */
public record RunRecord(
    SearchSpace space,
    List<TrialRow> trials,
    List<RungRow> rungs,
    List<CurveRow> curves,
    List<PartTime> times,
    List<PackTime> packs) {

  /** Copies the lists. */
  public RunRecord {
    trials = List.copyOf(trials);
    rungs = List.copyOf(rungs);
    curves = List.copyOf(curves);
    times = List.copyOf(times);
    packs = List.copyOf(packs);
  }
}
