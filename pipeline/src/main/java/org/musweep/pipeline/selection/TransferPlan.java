package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.space.Configuration;

/**
 * What the wide run is trained with.
 *
 * @param settings the chosen settings, in the order of the search space
 * @param baseWidth the width at which all scaling factors are 1
 * @param targetWidth the width of the wide run
 * @param depth its number of blocks
 * @param batchSize sequences or images per step
 * @param steps its horizon, in optimizer steps
 * @param seeds of its initial weights and order of data, one run each
 * @param factors what changes with the model's size, by how much and by which law
 * @param scalingPlan every parameter's factors at the target width, as text
 */
public record TransferPlan(
    List<PlannedSetting> settings,
    int baseWidth,
    int targetWidth,
    int depth,
    int batchSize,
    int steps,
    List<Long> seeds,
    List<LawFactor> factors,
    String scalingPlan) {

  /** Copies the lists and checks the sizes. */
  public TransferPlan {
    settings = List.copyOf(settings);
    seeds = List.copyOf(seeds);
    factors = List.copyOf(factors);
    if (baseWidth < 1 || targetWidth < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "Invalid transfer plan: base width %d, target width %d, steps %d (must be positive)"
              .formatted(baseWidth, targetWidth, steps));
    }
  }

  /** A plan for chosen settings, each with what is known about its transfer. */
  public static TransferPlan of(
      Configuration chosen,
      int baseWidth,
      int targetWidth,
      int depth,
      int batchSize,
      int steps,
      List<Long> seeds,
      List<LawFactor> factors,
      String scalingPlan) {
    List<PlannedSetting> settings = chosen.settings().stream().map(PlannedSetting::of).toList();
    return new TransferPlan(
        settings, baseWidth, targetWidth, depth, batchSize, steps, seeds, factors, scalingPlan);
  }

  /** All settings, as the wide run is configured. */
  public Configuration configuration() {
    return new Configuration(settings.stream().map(PlannedSetting::setting).toList());
  }

  /** The plan in lines for people: what is trained, and every factor with its law. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "transfer to width %d (base %d), depth %d, batches of %d, %d steps: %s"
            .formatted(targetWidth, baseWidth, depth, batchSize, steps, configuration().text()));
    for (LawFactor factor : factors) {
      lines.add(
          String.format(
              Locale.ROOT, "  %s x %.4g: %s", factor.setting(), factor.factor(), factor.law()));
    }
    return List.copyOf(lines);
  }

  /** The settings whose best values are the same at every width. */
  public List<PlannedSetting> transferring() {
    return settings.stream().filter(s -> !s.transferability().deservesWarning()).toList();
  }

  /** The settings that are used as they are without being known to be good at the target width. */
  public List<PlannedSetting> doubtful() {
    return settings.stream().filter(s -> s.transferability().deservesWarning()).toList();
  }
}
