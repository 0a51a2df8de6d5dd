package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.ClosedFormTrials;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialExecutor;

/** What a driver keeps of each trial, in memory and in the log, whatever the trial reports. */
class RetainedStateTest {

  private static final int TRIALS = 200;

  /** Measured: 13. */
  private static final int MOST_OBJECTS_PER_TRIAL = 30;

  @TempDir private Path folder;

  /** What is left of a search. */
  private record Left(long objects, long logBytes, int curveRows) {}

  @Test
  void memoryAndLogDoNotGrowWithWhatTrialsReport() {
    Left few = search("few", TRIALS, 900);
    Left many = search("many", TRIALS, 1);

    assertThat(few.curveRows()).isEqualTo(TRIALS);
    assertThat(many.curveRows()).isEqualTo(900 * TRIALS);
    // What a class makes once, the first of the two searches makes.
    assertThat(many.objects()).isCloseTo(few.objects(), within(TRIALS / 2L));
    assertThat(many.logBytes()).isEqualTo(few.logBytes());
  }

  @Test
  void memoryOfATrialIsBounded() {
    long few = search("few", TRIALS, 900).objects();
    long many = search("many", 5 * TRIALS, 900).objects();

    assertThat((many - few) / (4 * TRIALS)).isLessThan(MOST_OBJECTS_PER_TRIAL);
  }

  private Left search(String name, int trials, int logEvery) {
    SweepLayout layout = new SweepLayout(folder.resolve(name).toUri());
    TableFiles tables = TableFiles.of(layout, new Configuration());
    SweepSpec spec =
        SweepSpecs.small()
            .withTrials(trials)
            .with(EarlyStoppingSpec.Rule.NONE)
            .with(new ExecutionSpec.Lanes.Fixed(20))
            .spec();
    try (Study study =
        Study.of(StudyLog.open(LogStore.at(layout.log()), LeaseHolder.thisProcess(0)))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
      try (TrialExecutor executor = new ClosedFormTrials(tables, 1, 0, logEvery);
          TableSink sink = TableSink.open(spec, tables, study)) {
        Sweep.of(spec, study, executor, sink).explore();
      }
      long objects = objects();
      assertThat(study.state().trials()).hasSize(trials);
      return new Left(objects, bytes(folder.resolve(name + "/log")), rows(tables));
    }
  }

  private static int rows(TableFiles tables) {
    return tables.read(new CurveTable()).size();
  }

  private static long bytes(Path log) {
    try (Stream<Path> files = Files.walk(log)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many objects of this project's classes are reachable. */
  private static long objects() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return histogram
          .toString()
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(cells -> cells.length > 3 && cells[3].startsWith("org.musweep."))
          .mapToLong(cells -> Long.parseLong(cells[1]))
          .sum();
    } catch (JMException e) {
      throw new IllegalStateException("This JVM does not count objects", e);
    }
  }
}
