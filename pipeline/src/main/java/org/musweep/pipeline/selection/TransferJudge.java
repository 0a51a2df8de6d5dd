package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a {@link TransferCheck} from runs and curves. */
final class TransferJudge {

  private final List<WidthRuns> widths;
  private final List<TrainingCurve> curves;
  private final GrowthAxis axis;
  private final double margin;
  private final Noise replicates;

  TransferJudge(
      List<TransferRun> runs, List<TrainingCurve> curves, TieTolerance tolerance, GrowthAxis axis) {
    this.axis = axis;
    NavigableSet<Integer> sizes = new TreeSet<>();
    runs.forEach(run -> sizes.add(run.width()));
    this.widths = sizes.stream().map(width -> WidthRuns.of(width, runs)).toList();
    this.curves = curves;
    this.margin =
        tolerance.margin(chosenRates(widths).stream().mapToDouble(RateLoss::mean).min().orElse(0));
    this.replicates = replicates(widths);
  }

  TransferCheck check() {
    TransferFindings findings = new TransferFindings(margin, axis);
    if (widths.size() < 2) {
      findings.doubt(
          "only %d %s was trained: transfer needs at least 2".formatted(widths.size(), axis.word()),
          0);
    }
    List<WidthCheck> checks = new ArrayList<>();
    Noise rateNoise = rateNoise();
    for (int i = 0; i < widths.size(); i++) {
      Optional<WidthCheck> check = widths.get(i).check(rateNoise);
      check.ifPresent(checks::add);
      boolean base = i == 0;
      if (!base || widths.get(i).rates().size() > 1) {
        findings.addWidth(widths.get(i), check);
      }
    }
    List<WidthGain> gains = gains();
    List<CurveComparison> comparisons = new CurveComparer(margin).of(curves);
    if (axis != GrowthAxis.BATCH_SIZE) {
      gains.forEach(findings::addGain);
      findings.addCurves(comparisons);
    }
    return new TransferCheck(margin, checks, gains, comparisons, findings.verdict());
  }

  /** The noise of differences between learning rates on shared seeds, from all widths together. */
  private Noise rateNoise() {
    return widths.stream()
        .map(WidthRuns::design)
        .flatMap(Optional::stream)
        .map(BlockDesign::noise)
        .reduce(Noise.UNKNOWN, Noise::and)
        .or(replicates);
  }

  private List<WidthGain> gains() {
    List<WidthRuns> trained =
        widths.stream()
            .filter(w -> w.chosen().filter(r -> !r.losses().isEmpty()).isPresent())
            .toList();
    Noise noise = gainNoise(trained);
    List<WidthGain> gains = new ArrayList<>();
    for (int i = 1; i < trained.size(); i++) {
      RateLoss narrow = trained.get(i - 1).chosen().orElseThrow();
      RateLoss wide = trained.get(i).chosen().orElseThrow();
      NavigableSet<Long> seeds = WidthRuns.seeds(narrow);
      seeds.retainAll(WidthRuns.seeds(wide));
      if (!seeds.isEmpty()) {
        BlockDesign pair =
            new BlockDesign(
                List.of(WidthRuns.losses(narrow, seeds), WidthRuns.losses(wide, seeds)));
        gains.add(
            new WidthGain(
                trained.get(i - 1).width(), trained.get(i).width(), pair.difference(0, 1, noise)));
      }
    }
    return gains;
  }

  /** The noise of differences between widths on shared seeds. */
  private Noise gainNoise(List<WidthRuns> trained) {
    List<RateLoss> rates = chosenRates(trained);
    if (rates.isEmpty()) {
      return Noise.UNKNOWN;
    }
    NavigableSet<Long> seeds = WidthRuns.seeds(rates.get(0));
    rates.forEach(rate -> seeds.retainAll(WidthRuns.seeds(rate)));
    return seeds.isEmpty()
        ? replicates
        : new BlockDesign(rates.stream().map(rate -> WidthRuns.losses(rate, seeds)).toList())
            .noise()
            .or(replicates);
  }

  /**
   * The scatter of the chosen settings over seeds. Larger than that of differences on shared seeds,
   * so it serves where nothing was trained on two seeds at two widths.
   */
  private static Noise replicates(List<WidthRuns> widths) {
    return chosenRates(widths).stream()
        .map(rate -> new Sample(rate.losses().stream().map(SeedLoss::loss).toList()))
        .map(sample -> new Noise(sample.deviations(), sample.values().size() - 1))
        .reduce(Noise.UNKNOWN, Noise::and);
  }

  private static List<RateLoss> chosenRates(List<WidthRuns> widths) {
    return widths.stream()
        .map(WidthRuns::chosen)
        .flatMap(Optional::stream)
        .filter(rate -> !rate.losses().isEmpty())
        .toList();
  }
}
