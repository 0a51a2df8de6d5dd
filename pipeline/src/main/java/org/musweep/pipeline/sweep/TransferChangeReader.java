package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.sweep.TrainingSpec.Optimizer;
import org.musweep.pipeline.sweep.TransferChange.BatchLaw;
import org.musweep.pipeline.sweep.TransferChange.Duration;

/** Reads what of the wide run differs from the trials, and refuses what no law covers. */
final class TransferChangeReader {

  private final SectionReader section;
  private final TrainingSpec training;

  private TransferChangeReader(SectionReader section, TrainingSpec training) {
    this.section = section;
    this.training = training;
  }

  static TransferChange read(
      SectionReader section, ModelSpec model, TrainingSpec training, int steps) {
    return new TransferChangeReader(section, training).read(model, steps);
  }

  private TransferChange read(ModelSpec model, int steps) {
    int depth = section.wholeNumber("depth", 1, model.depth());
    List<Integer> checkDepths = PlanReader.checks(section, "check-depths", List.of());
    section.expect(
        checkDepths.stream().distinct().count() == checkDepths.size(),
        "check-depths",
        "needs values that differ, but is " + checkDepths);
    int batchSize = section.wholeNumber("batch-size", 1, training.batchSize());
    List<Integer> checkBatchSizes = PlanReader.checks(section, "check-batch-sizes", List.of());
    BatchLaw batchLaw =
        section.word("batch-law", List.of(BatchLaw.DIFFUSION, BatchLaw.NOISE_SCALE), BatchLaw.NONE);
    double noiseScale = section.number("noise-scale", Interval.POSITIVE, 0);
    Duration duration =
        section.word(
            "duration-law", List.of(Duration.CONSTANT, Duration.SQUARE_ROOT), Duration.NONE);
    batch(batchSize, batchLaw);
    checkBatches(checkBatchSizes, batchLaw);
    duration(steps, batchSize, duration);
    return new TransferChange(
        depth == model.depth() ? 0 : depth,
        checkDepths.stream().distinct().toList(),
        batchSize == training.batchSize() ? 0 : batchSize,
        checkBatchSizes.stream().distinct().toList(),
        batchLaw,
        noiseScale,
        duration);
  }

  private void batch(int batchSize, BatchLaw law) {
    section.expect(
        batchSize == training.batchSize() || law != BatchLaw.NONE,
        "batch-size",
        "is %d where trials have %d, for which a law has to be named: batch-law: diffusion, or batch-law: noise-scale with a noise-scale"
            .formatted(batchSize, training.batchSize()),
        "batch-law");
    section.expect(
        law != BatchLaw.NOISE_SCALE || section.has("noise-scale") || training.noiseEvery() > 0,
        "batch-law",
        "is noise-scale, which needs transfer.noise-scale, the noise scale of the gradient in"
            + " examples, or training.noise-every, so that the finalists measure it",
        "noise-scale");
    section.expect(
        law == BatchLaw.NOISE_SCALE || !section.has("noise-scale"),
        "noise-scale",
        "is for batch-law: noise-scale only",
        "batch-law");
    section.expect(
        law != BatchLaw.DIFFUSION || training.optimizer() != Optimizer.MUON,
        "batch-law",
        "is diffusion, but no such law is known for muon; noise-scale has one",
        "batch-law");
  }

  private void checkBatches(List<Integer> sizes, BatchLaw law) {
    section.expect(
        sizes.stream().distinct().count() == sizes.size(),
        "check-batch-sizes",
        "needs values that differ, but is " + sizes);
    section.expect(
        sizes.isEmpty() || law != BatchLaw.NONE,
        "check-batch-sizes",
        "needs a law to be checked: batch-law: diffusion, or batch-law: noise-scale",
        "batch-law");
    long examples = (long) training.steps() * training.batchSize();
    for (int size : sizes) {
      section.expect(
          examples % size == 0,
          "check-batch-sizes",
          "has %d, which does not divide the %d examples that a trial sees (training.steps × training.batch-size)"
              .formatted(size, examples),
          "check-batch-sizes");
    }
  }

  private void duration(int steps, int batchSize, Duration law) {
    long before = (long) training.steps() * training.batchSize();
    long after = (long) steps * batchSize;
    section.expect(
        before == after || law != Duration.NONE,
        section.has("steps") ? "steps" : section.has("batch-size") ? "batch-size" : "width",
        "makes %d examples of the %d that trials see, for which a law has to be named: duration-law: square-root, or constant"
            .formatted(after, before),
        "duration-law");
    boolean knowsRoot =
        training.optimizer() == Optimizer.ADAM || training.optimizer() == Optimizer.ADAMW;
    section.expect(
        law != Duration.SQUARE_ROOT || knowsRoot,
        "duration-law",
        "is square-root, a law of adam and adamw, but the optimizer is %s; constant keeps the learning rate"
            .formatted(training.optimizer().key()));
  }
}
