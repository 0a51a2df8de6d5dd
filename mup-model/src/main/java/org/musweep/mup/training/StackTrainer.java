package org.musweep.mup.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.optimizer.LaneSteps;
import org.musweep.mup.optimizer.StackOptimizer;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.training.LaneBatches.StackBatch;

/**
 * Trains a stack of lanes, from any step to any later one.
 *
 * <p>The loss is the sum over lanes of each lane's mean, so every lane's gradient is that of a solo
 * run; clipping, loss statistics and divergence are per lane. A lane that diverges goes on
 * computing, to no effect on the others, until the stretch ends. One trainer is used by one thread;
 * different trainers may run side by side.
 */
public final class StackTrainer implements AutoCloseable {

  /** A training loss of this many times the baseline loss counts as an explosion. */
  private static final double EXPLOSION = 100;

  private static final int VALIDATION_ROWS = 32;

  private final StackSpec spec;
  private final Dataset dataset;
  private final NDManager manager;
  private final TrialStack stack;
  private final StackOptimizer optimizer;
  private final Optional<NDArray> clipping;
  private final LaneBatches batches;
  private final DivergenceWatch watch;
  private final NoiseMeter noise;

  private StackTrainer(StackSpec spec, Dataset dataset, Device device) {
    this.spec = spec;
    this.dataset = dataset;
    Autograd.prepareThread();
    manager = NDManager.newBaseManager(device, "PyTorch");
    stack =
        TrialStack.create(
            spec.architecture(),
            spec.plan(),
            spec.lanes().stream().map(LaneSpec::lane).toList(),
            spec.type(),
            manager);
    optimizer =
        StackOptimizer.create(
            stack, spec.lanes().stream().map(LaneSpec::optimizer).toList(), manager);
    batches =
        new LaneBatches(
            dataset,
            spec.lanes().stream().map(lane -> lane.lane().seed()).toList(),
            spec.type(),
            spec.training().batchSize());
    clipping = clipNorms();
    noise = new NoiseMeter(spec.lanes().size(), spec.training().batchSize());
    if (spec.training().noiseEvery() > 0 && !spec.architecture().buffers().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot measure the noise scale of a %s with batch normalization: its examples do not have gradients of their own"
              .formatted(spec.architecture().family()));
    }
    watch = new DivergenceWatch(spec.lanes().size(), EXPLOSION * dataset.baselineLoss());
  }

  /** A trainer with fresh weights; the caller closes it, and keeps the data set open until then. */
  public static StackTrainer create(StackSpec spec, Dataset dataset, Device device) {
    return new StackTrainer(spec, dataset, device);
  }

  /** The stack being trained; valid until the trainer is closed. */
  public TrialStack stack() {
    return stack;
  }

  /**
   * Trains the steps after {@code fromStep} up to {@code toStep}, then measures the validation
   * loss.
   *
   * @param fromStep 0, or the step of the checkpoint that was restored
   * @param toStep the last step to do
   * @return one outcome per lane
   * @throws CancellationException if the listener asks to stop
   */
  public List<LaneOutcome> train(int fromStep, int toStep, TrainingListener listener) {
    return train(fromStep, toStep, List.of(), listener);
  }

  /**
   * The same with lanes that were resumed from different checkpoints: each does as many steps, by
   * its own count, as it would do without the others. Losses are reported as often as the lane that
   * is least far asks for.
   *
   * @param fromStep 0, or the step of the checkpoint of the lane that is least far
   * @param toStep the last step that this lane does
   * @param ahead how many steps each lane is further; empty if none is
   * @return one outcome per lane, each at its own step
   * @throws CancellationException if the listener asks to stop
   */
  public List<LaneOutcome> train(
      int fromStep, int toStep, List<Integer> ahead, TrainingListener listener) {
    if (!ahead.isEmpty() && ahead.size() != spec.lanes().size()) {
      throw new IllegalArgumentException(
          "Invalid steps ahead: %d for %d lanes (must be one per lane, or none)"
              .formatted(ahead.size(), spec.lanes().size()));
    }
    Autograd.prepareThread();
    try (NDArray sums = zeros()) {
      int covered = 0;
      for (int step = fromStep + 1; step <= toStep; step++) {
        if (listener.stopRequested()) {
          throw new CancellationException("Stopped on request before step " + step);
        }
        boolean log = step % spec.training().logEvery() == 0 || step == toStep;
        covered++;
        var steps = new LaneSteps(step, ahead);
        List<Double> norms = step(steps, sums, log);
        if (log) {
          report(steps, sums, covered, norms, listener);
          covered = 0;
          if (watch.allDiverged()) {
            break;
          }
        }
      }
    }
    return outcomes(new LaneSteps(toStep, ahead));
  }

  /** Mean validation loss per lane, in nats, over the held-out examples that the spec names. */
  public List<Double> validationLosses() {
    int count = (int) Math.min(spec.training().validationExamples(), dataset.validationExamples());
    double[] sums = new double[spec.lanes().size()];
    for (int from = 0; from < count; from += VALIDATION_ROWS) {
      int to = Math.min(count, from + VALIDATION_ROWS);
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        StackBatch batch = batches.validation(from, to, count, manager);
        NDArray logits = stack.logits(batch.inputs(), batch.rows(), ActivationRecorder.NONE);
        List<Double> losses = numbers(Kernels.shared().crossEntropy(logits, batch.targets()));
        for (int lane = 0; lane < sums.length; lane++) {
          sums[lane] += losses.get(lane) * (to - from);
        }
      }
    }
    List<Double> means = new ArrayList<>(sums.length);
    for (double sum : sums) {
      means.add(sum / count);
    }
    return means;
  }

  /**
   * One training step on the batch of {@code batchStep} whose modules' outputs a recorder sees; for
   * coordinate checks.
   */
  public void recordedStep(int step, int batchStep, ActivationRecorder recorder) {
    Autograd.prepareThread();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      StackBatch batch = batches.training(LaneSteps.shared(batchStep), manager);
      NDArray losses = Autograd.recording(() -> losses(batch, recorder));
      try (Gradients gradients = gradients(losses)) {
        optimizer.update(gradients, step);
      }
      recorder.updated();
    }
  }

  /** Reads lanes' parameters and optimizer state from checkpoints, and writes them. */
  public LaneState laneState() {
    return new LaneState(stack, optimizer, manager);
  }

  private List<Double> step(LaneSteps steps, NDArray sums, boolean measureNorms) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      StackBatch batch = batches.training(steps, manager);
      NDArray losses = Autograd.recording(() -> losses(batch, ActivationRecorder.NONE)); // [T]
      try (Gradients gradients = gradients(losses)) {
        measureNoise(steps, batch, gradients);
        NDArray norms =
            clipping.isPresent() || measureNorms ? gradients.laneNorms(manager) : losses;
        if (clipping.isPresent()) {
          try (Gradients clipped = gradients.clippedTo(clipping.get(), norms)) {
            optimizer.update(clipped, steps);
          }
        } else {
          optimizer.update(gradients, steps);
        }
        sums.addi(losses);
        return measureNorms ? numbers(norms) : List.of();
      }
    }
  }

  private void measureNoise(LaneSteps steps, StackBatch batch, Gradients gradients) {
    int every = spec.training().noiseEvery();
    if (every == 0 || steps.step() % every != 0) {
      return;
    }
    NDArray losses = Autograd.recording(() -> losses(batch.firstHalf(), ActivationRecorder.NONE));
    try (Gradients half = gradients(losses)) {
      noise.add(
          numbers(gradients.laneNorms(manager)), numbers(half.laneDistances(gradients, manager)));
    }
  }

  /** Each lane's limit {@code [T]}; empty if no lane has one. */
  private Optional<NDArray> clipNorms() {
    double[] limits =
        spec.lanes().stream().mapToDouble(lane -> lane.optimizer().clipNorm()).toArray();
    return Arrays.stream(limits).anyMatch(Double::isFinite)
        ? Optional.of(manager.create(limits).toType(spec.type(), true))
        : Optional.empty();
  }

  private Gradients gradients(NDArray losses) {
    return Kernels.shared().gradients(losses, List.copyOf(stack.parameters().values()));
  }

  private NDArray losses(StackBatch batch, ActivationRecorder recorder) {
    NDArray logits = stack.trainingLogits(batch.inputs(), batch.rows(), recorder);
    return Kernels.shared().crossEntropy(logits, batch.targets());
  }

  private void report(
      LaneSteps steps, NDArray sums, int covered, List<Double> norms, TrainingListener listener) {
    List<Double> totals = numbers(sums);
    sums.subi(sums.duplicate());
    List<CurvePoint> points = new ArrayList<>(totals.size());
    for (int lane = 0; lane < totals.size(); lane++) {
      double loss = totals.get(lane) / covered;
      int step = steps.of(lane);
      watch.observe(lane, step, loss);
      var settings = spec.lanes().get(lane).optimizer();
      points.add(
          new CurvePoint(
              lane,
              step,
              loss,
              settings.learningRate() * settings.schedule().factor(step),
              norms.get(lane),
              noise.of(lane)));
    }
    listener.logged(steps.step(), points);
  }

  private List<LaneOutcome> outcomes(LaneSteps steps) {
    List<LaneOutcome> outcomes = new ArrayList<>(spec.lanes().size());
    List<Double> losses = validationLosses();
    for (int lane = 0; lane < losses.size(); lane++) {
      int step = steps.of(lane);
      boolean horizon = step >= spec.lanes().get(lane).optimizer().schedule().horizon();
      double limit =
          horizon
              ? spec.training().collapseShare() * dataset.baselineLoss()
              : Double.POSITIVE_INFINITY;
      outcomes.add(watch.outcome(lane, step, losses.get(lane), limit));
    }
    return outcomes;
  }

  private NDArray zeros() {
    return manager.zeros(new Shape(spec.lanes().size()), spec.type());
  }

  private static List<Double> numbers(NDArray lanes) {
    double[] values = lanes.toType(DataType.FLOAT64, false).toDoubleArray();
    List<Double> result = new ArrayList<>(values.length);
    for (double value : values) {
      result.add(value);
    }
    return result;
  }

  @Override
  public void close() {
    optimizer.close();
    manager.close();
  }
}
