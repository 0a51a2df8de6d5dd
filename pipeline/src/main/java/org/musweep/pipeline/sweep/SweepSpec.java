package org.musweep.pipeline.sweep;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sweep from data to report, as its file describes it.
 *
 * <p>Records check their own components. What several sections must agree on (a width and the head
 * size, the finalists and the trials) is checked where the file is read, so that the message can
 * name the line.
 *
 * @param sweep its name, a folder below the output
 * @param seed everything random is derived from it
 * @param output folder of results, on any Hadoop file system
 * @param data what is learned
 * @param model what learns, at the width of the trials
 * @param parametrization how it scales with width
 * @param training how a trial is trained
 * @param search what varies between trials
 * @param coordCheck the check before the search
 * @param transfer the wide model and the check before it
 * @param budget when the search ends early
 * @param execution where and how it runs
 */
public record SweepSpec(
    String sweep,
    long seed,
    String output,
    DataSpec data,
    ModelSpec model,
    ParametrizationSpec parametrization,
    TrainingSpec training,
    SearchSpec search,
    CoordCheckSpec coordCheck,
    TransferSpec transfer,
    BudgetSpec budget,
    ExecutionSpec execution) {

  /** Names of sweeps: folders on every file system. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Checks the name and the output. */
  public SweepSpec {
    Bounds.require(
        NAME.matcher(sweep).matches(),
        "sweep",
        "'" + sweep + "'",
        "letters, digits, '.', '_' or '-', starting with a letter or digit");
    Bounds.notBlank("output", output);
  }

  /**
   * The same sweep where the wide run's batch follows a noise scale that was measured.
   *
   * @param noiseScale in examples, above 0
   */
  public SweepSpec withMeasuredNoiseScale(double noiseScale) {
    return new SweepSpec(
        sweep,
        seed,
        output,
        data,
        model,
        parametrization,
        training,
        search,
        coordCheck,
        new TransferSpec(
            transfer.width(),
            transfer.checkWidths(),
            transfer.steps(),
            transfer.seeds(),
            transfer.change().withMeasuredNoiseScale(noiseScale)),
        budget,
        execution);
  }

  /** The largest batch that anything is trained on. */
  public int largestBatch() {
    return Stream.concat(
            Stream.of(training.batchSize(), transfer.batchSize(training)),
            transfer.change().checkBatchSizes().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElseThrow();
  }
}
