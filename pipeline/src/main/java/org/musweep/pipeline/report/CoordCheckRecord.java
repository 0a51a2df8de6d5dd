package org.musweep.pipeline.report;

import java.util.List;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;

/**
 * A coord check: what was measured and what it means.
 *
 * @param records the measurements
 * @param verdict judged from them
 */
public record CoordCheckRecord(List<CoordRecord> records, CoordVerdict verdict) {

  /** Copies the records. */
  public CoordCheckRecord {
    records = List.copyOf(records);
  }
}
