package org.musweep.pipeline.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.musweep.pipeline.selection.Cost;
import org.musweep.pipeline.selection.GrowthAxis;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferPlan;

/**
 * Everything that a report shows. Parts that a run has not reached are absent with a reason; the
 * report says so in their place.
 *
 * @param sweep the sweep's name
 * @param provenance from what the results were made
 * @param record the tables of the run
 * @param coordCheck what was measured before the search
 * @param selection the chosen settings
 * @param transfer whether they hold at other widths
 * @param beyond whether they hold over depth and over the batch size, where that was asked for
 * @param wide the training of the wide model
 * @param plan what the wide model is trained with, and by which factors
 * @param cost what tuning, the wide run and a search at the wide size cost
 */
public record ReportData(
    String sweep,
    Provenance provenance,
    RunRecord record,
    Finding<CoordCheckRecord> coordCheck,
    Finding<Selection> selection,
    Finding<TransferCheck> transfer,
    Map<GrowthAxis, TransferCheck> beyond,
    Finding<WideRun> wide,
    Finding<TransferPlan> plan,
    Finding<Cost> cost) {

  /** Copies the checks. */
  public ReportData {
    beyond = Collections.unmodifiableMap(new TreeMap<>(beyond));
  }

  /** With the check over width alone. */
  public ReportData(
      String sweep,
      Provenance provenance,
      RunRecord record,
      Finding<CoordCheckRecord> coordCheck,
      Finding<Selection> selection,
      Finding<TransferCheck> transfer,
      Finding<WideRun> wide,
      Finding<TransferPlan> plan,
      Finding<Cost> cost) {
    this(sweep, provenance, record, coordCheck, selection, transfer, Map.of(), wide, plan, cost);
  }
}
