package org.musweep.pipeline.selection;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;

/**
 * What tuning cost, what the wide run cost, and what searching at the wide size would have cost.
 *
 * @param tuning all trials: search, finalists and transfer check
 * @param training the wide run
 * @param direct the same trials of the search and of the finalists, as long and as often stopped
 *     early in proportion, at the wide size; its hours are at the pace of the wide run
 */
public record Cost(Part tuning, Part training, Part direct) {

  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * One part of the cost.
   *
   * @param flops floating-point operations of the models' matrix products
   * @param deviceHours hours of one core, or of one GPU where there are any
   */
  public record Part(double flops, double deviceHours) {}

  /** The wide run: its shape, its hours of a device, and how many devices a pack had. */
  public record Wide(TrialShape shape, double deviceHours, int devicesPerPack) {}

  /**
   * The cost of a study and of its wide run.
   *
   * @param flopsPerStep of one trial of a shape
   */
  public static Cost of(StudyState study, Wide wide, ToDoubleFunction<TrialShape> flopsPerStep) {
    double flops = 0;
    double hours = 0;
    double directFlops = 0;
    double wideStep = flopsPerStep.applyAsDouble(wide.shape());
    for (Purpose purpose : List.of(Purpose.EXPLORATION, Purpose.FINALIST, Purpose.TRANSFER_CHECK)) {
      for (TrialState trial : study.trials(purpose)) {
        TrialShape shape = trial.spec().shape();
        int steps = trial.progress().step();
        flops += steps * flopsPerStep.applyAsDouble(shape);
        hours += hours(trial) * wide.devicesPerPack();
        if (purpose != Purpose.TRANSFER_CHECK) {
          directFlops += (double) steps / shape.steps() * wide.shape().steps() * wideStep;
        }
      }
    }
    double trainingFlops = wide.shape().steps() * wideStep;
    return new Cost(
        new Part(flops, hours),
        new Part(trainingFlops, wide.deviceHours()),
        new Part(directFlops, directFlops / trainingFlops * wide.deviceHours()));
  }

  /** A trial's share of the packs that it was in. */
  private static double hours(TrialState trial) {
    return trial.trainings().stream()
            .mapToDouble(training -> training.seconds() / training.lanes())
            .sum()
        / SECONDS_PER_HOUR;
  }

  /** How many times as much searching at the wide size would have cost. */
  public double saving() {
    return direct.flops() / tuning.flops();
  }

  /** One line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "tuning took %.2g FLOPs in %.3g device-hours, training %.2g in %.3g; a search at the wide"
            + " size would take %.2g in about %.3g, %.3g times as much as tuning",
        tuning.flops(),
        tuning.deviceHours(),
        training.flops(),
        training.deviceHours(),
        direct.flops(),
        direct.deviceHours(),
        saving());
  }
}
