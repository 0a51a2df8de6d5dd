package org.musweep.pipeline.spark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.trial.PackReport;

/** Looks at the heap and the clock after each quarter of a search. */
final class SearchCost implements SweepObserver {

  private final double lanes;
  private final List<Long> megabytes = new ArrayList<>();
  private final List<Long> lanesPerSecond = new ArrayList<>();
  private long since = System.nanoTime();
  private int done;

  /** A search of so many lanes, counted once a rung. */
  SearchCost(double lanes) {
    this.lanes = lanes;
  }

  @Override
  public void packCommitted(PackReport report, StudyState state) {
    done += report.lanes().size();
    if (done >= (megabytes.size() + 1) * lanes / 4) {
      lanesPerSecond.add(Math.round(lanes / 4 / ((System.nanoTime() - since) / 1e9)));
      System.gc();
      var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      megabytes.add(heap.getUsed() / (1024 * 1024));
      since = System.nanoTime();
    }
  }

  @Override
  public String toString() {
    return "heap in MB after each quarter: %s, lanes a second in each: %s"
        .formatted(megabytes, lanesPerSecond);
  }
}
