package org.musweep.pipeline.spark;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialExecutor;

/** A whole search whose trials train nothing, with its log and its tables in a new folder. */
final class StubSearch {

  private StubSearch() {}

  /** Runs it to its end. */
  static void run(
      SweepSpec spec,
      Path folder,
      BiFunction<SweepLayout, TableFiles, TrialExecutor> executor,
      SweepObserver observer) {
    var layout = new SweepLayout(folder.toUri());
    TableFiles tables = TableFiles.of(layout, new Configuration());
    try (TrialExecutor packs = executor.apply(layout, tables);
        Study study =
            Study.of(StudyLog.open(LogStore.at(layout.log()), LeaseHolder.thisProcess(0)))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "benchmark", 0));
      try (TableSink sink = TableSink.open(spec, tables, study)) {
        Sweep.of(spec, study, packs, SweepObserver.all(List.of(sink, observer))).explore();
      }
    }
  }

  /** The task of a pack that trains nothing, and takes so long for it. */
  record Task(int millis) implements Function<String, String> {

    @Serial private static final long serialVersionUID = 1;

    private static final QuadraticTrialExecutor LOSSES = losses();

    private static QuadraticTrialExecutor losses() {
      QuadraticTrialExecutor losses = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
      losses.close();
      return losses;
    }

    @Override
    public String call(String assignment) {
      long end = System.nanoTime() + millis * 1_000_000L;
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return PackJson.write(LOSSES.run(PackAssignment.parse(assignment).pack()));
    }
  }
}
