package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.LocalSpark;
import org.musweep.pipeline.testing.SmallSweeps;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

@Tag("spark")
@Tag("djl")
class SparkTrialExecutorTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 1, 4, 120);

  @TempDir Path folder;

  @Test
  void trialPausedAtARungEndsAsIfItHadNotBeenPaused() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    List<TrialSpec> trials = List.of(trial(0, 0.004), trial(1, 0.016));
    try (SparkTrialExecutor executor = executor(sweeps)) {
      PackReport whole = executor.submit(new Pack("p0001", SHAPE, 0, 120, trials)).join();
      PackReport first = executor.submit(new Pack("p0002", SHAPE, 0, 60, trials)).join();
      // The second trial goes on alone: another stack, another lane.
      PackReport rest =
          executor.submit(new Pack("p0003", SHAPE, 60, 120, List.of(trials.get(1)))).join();

      assertThat(first.lanes()).allMatch(lane -> lane instanceof LaneReport.Paused);
      assertThat(loss(rest.lanes().get(0))).isCloseTo(loss(whole.lanes().get(1)), within());
      assertThat(loss(whole.lanes().get(0))).isNotEqualTo(loss(whole.lanes().get(1)));
    }
  }

  @Test
  void curvesWaitInStagingUntilTheyArePublished() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    TableFiles files = TableFiles.of(sweeps.layout("main"), new Configuration());
    try (SparkTrialExecutor executor = executor(sweeps)) {
      PackReport report =
          executor.submit(new Pack("p0001", SHAPE, 0, 120, List.of(trial(0, 0.004)))).join();
      assertThat(files.read(new CurveTable())).isEmpty();

      report.stagedFiles().forEach(files::publish);

      List<CurveRow> rows = files.read(new CurveTable());
      assertThat(rows).extracting(CurveRow::step).containsExactly(30, 60, 90, 120);
      assertThat(rows.get(3).validationLoss()).isEqualTo(loss(report.lanes().get(0)));
    }
  }

  @Test
  void trialThatThrowsLeavesTheOthersOfItsPackAlone() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    TrialSpec impossible =
        TrialSpec.of(
            Purpose.EXPLORATION,
            1,
            SHAPE,
            org.musweep.pipeline.space.Configuration.of(Setting.of("warmup", 1)),
            5);
    List<TrialSpec> trials = List.of(trial(0, 0.016), impossible, trial(2, 0.016));
    try (SparkTrialExecutor executor = executor(sweeps)) {
      PackReport report = executor.submit(new Pack("p0001", SHAPE, 0, 120, trials)).join();

      assertThat(report.lanes())
          .extracting(LaneReport::trial)
          .containsExactlyElementsOf(trials.stream().map(TrialSpec::id).toList());
      assertThat(loss(report.lanes().get(0))).isEqualTo(loss(report.lanes().get(2)), within());
      TrialResult failed = ((LaneReport.Ended) report.lanes().get(1)).result();
      assertThat(((TrialResult.Failed) failed).reason()).contains("Invalid warmup: 1.0");
    }
  }

  @Test
  void packThatCannotTrainReportsWhy() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    try (SparkTrialExecutor executor = executor(sweeps)) {
      // There is no checkpoint of step 60.
      PackReport report =
          executor.submit(new Pack("p0001", SHAPE, 60, 120, List.of(trial(0, 0.004)))).join();

      TrialResult result = ((LaneReport.Ended) report.lanes().get(0)).result();
      assertThat(result).isInstanceOf(TrialResult.Failed.class);
      assertThat(((TrialResult.Failed) result).reason()).contains("step-60.safetensors");
    }
  }

  @Test
  void stacksAreTimedUpToTheSizeOfThePackAndNothingIsKept() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    List<TrialSpec> trials = Collections.nCopies(5, trial(0, 0.004));
    try (SparkTrialExecutor executor = executor(sweeps)) {
      List<LaneTime> times = executor.timeLanes(new Pack("lanes", SHAPE, 0, 120, trials));

      assertThat(times).extracting(LaneTime::lanes).startsWith(1, 2).isSubsetOf(1, 2, 4);
      assertThat(Path.of(sweeps.layout("main").root())).doesNotExist();
    }
  }

  @Test
  void packWhoseJobFailsFailsToo() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    SparkContext context = LocalSpark.session().sparkContext();
    SparkListener killer =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            context.cancelJobGroup("p0001");
          }
        };
    context.addSparkListener(killer);
    try (SparkTrialExecutor executor = executor(sweeps)) {
      CompletableFuture<PackReport> report =
          executor.submit(new Pack("p0001", SHAPE, 0, 120, List.of(trial(0, 0.004))));

      assertThat(report)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .withMessageContaining("cancelled part of cancelled job group p0001");
    } finally {
      context.removeSparkListener(killer);
    }
  }

  private static SparkTrialExecutor executor(SmallSweeps sweeps) {
    SweepSpec spec = sweeps.spec("maximal-update");
    return SparkTrialExecutor.on(
        LocalSpark.session(),
        spec,
        sweeps.text("maximal-update"),
        sweeps.layout("main"),
        sweeps.data());
  }

  private static TrialSpec trial(int index, double learningRate) {
    return TrialSpec.of(
        Purpose.EXPLORATION,
        index,
        SHAPE,
        org.musweep.pipeline.space.Configuration.of(Setting.of("learning-rate", learningRate)),
        5);
  }

  private static double loss(LaneReport lane) {
    return ((TrialResult.Completed) ((LaneReport.Ended) lane).result()).loss();
  }

  /** Float32 sums in stacks of different size may differ in the last bits. */
  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-4);
  }
}
