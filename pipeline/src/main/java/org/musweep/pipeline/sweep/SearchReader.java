package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.sampling.GridSampler;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.sweep.EarlyStoppingSpec.Guards;
import org.musweep.pipeline.sweep.EarlyStoppingSpec.Rule;

/** Reads the {@code search} section: what varies between trials, and which of them go on. */
final class SearchReader {

  private static final int REDUCTION_FACTOR = 3;
  private static final double FIRST_RUNG = 0.25;
  private static final int FINALISTS = 4;
  private static final int FINALIST_SEEDS = 3;
  private static final int MOST_TRIALS = 1_000_000;

  private final SectionReader section;

  private SearchReader(SectionReader section) {
    this.section = section;
  }

  static SearchSpec read(SectionReader section) {
    return new SearchReader(section).read();
  }

  private SearchSpec read() {
    Kind kind = section.word("sampler", List.of(Kind.values()), Kind.SOBOL);
    SearchSpace space = SpaceExtras.space(section, SpaceReader.read(section.section("space")));
    List<Configuration> points = PointReader.points(section, space);
    List<String> scientific = SpaceExtras.scientific(section, space);
    SamplerSpec samplerSpec = sampler(kind, space);
    int trials =
        samplerSpec instanceof SamplerSpec.Grid grid
            ? gridTrials(grid, space, points.size())
            : section.wholeNumber("trials", 1);
    EarlyStoppingSpec earlyStopping = earlyStopping(section.sectionIfAny("early-stopping"));
    FinalistsSpec finalists = finalists(section.sectionIfAny("finalists"), trials);
    int batch = batch(samplerSpec, trials);
    section.finish();
    return new SearchSpec(
        samplerSpec, trials, space, earlyStopping, finalists, points, batch, scientific);
  }

  enum Kind implements SpecWord {
    SOBOL,
    RANDOM,
    GRID,
    TPE,
    GP
  }

  private int batch(SamplerSpec sampler, int trials) {
    int batch = section.wholeNumber("batch", 1, SearchSpec.defaultBatch(trials));
    section.expect(
        !section.has("batch") || sampler.sampler(0).learns(),
        "batch",
        "is for samplers that learn from results, but the sampler is " + sampler.key(),
        "sampler");
    return batch;
  }

  private SamplerSpec sampler(Kind kind, SearchSpace space) {
    if (kind != Kind.GRID) {
      section.wholeNumber("grid-points", 1, 1);
      section.expect(
          !section.has("grid-points"),
          "grid-points",
          "is for sampler: grid only, but the sampler is " + kind.key(),
          "sampler");
      return switch (kind) {
        case RANDOM -> new SamplerSpec.Random();
        case TPE -> new SamplerSpec.Tpe();
        case GP -> new SamplerSpec.GaussianProcess();
        case SOBOL, GRID -> new SamplerSpec.Sobol();
      };
    }
    boolean onlyChoices =
        space.hyperparameters().stream().allMatch(one -> one.distribution() instanceof Choice);
    return new SamplerSpec.Grid(
        onlyChoices
            ? section.wholeNumber("grid-points", 1, 1)
            : section.wholeNumber("grid-points", 1));
  }

  private int gridTrials(SamplerSpec.Grid grid, SearchSpace space, int points) {
    if (grid.points() > MOST_TRIALS || gridSize(grid, space) > MOST_TRIALS) {
      section.problem(
          "grid-points",
          "%d points in each of %d dimensions are more than %d trials"
              .formatted(grid.points(), space.dimensions(), MOST_TRIALS));
      return 1;
    }
    int size = points + new GridSampler(grid.points()).size(space).orElseThrow();
    int trials = section.wholeNumber("trials", 1, size);
    section.expect(
        trials == size,
        "trials",
        "must be left out or be the grid's size, %d, but is %d".formatted(size, trials),
        "points",
        "conditions",
        "constraints",
        "fixed",
        "space",
        "grid-points",
        "sampler");
    return size;
  }

  private static long gridSize(SamplerSpec.Grid grid, SearchSpace space) {
    long size = 1;
    for (var hyperparameter : space.hyperparameters()) {
      size *= hyperparameter.distribution().spread(grid.points()).size();
      if (size > MOST_TRIALS) {
        return size;
      }
    }
    return size;
  }

  private static EarlyStoppingSpec earlyStopping(SectionReader section) {
    Rule rule =
        section.word("rule", List.of(Rule.values()), section.isInFile() ? Rule.ASHA : Rule.NONE);
    int factor = section.wholeNumber("reduction-factor", 2, REDUCTION_FACTOR);
    double firstRung = section.number("first-rung", Interval.SHARE_UP_TO_ONE, FIRST_RUNG);
    Guards guards =
        new Guards(
            section.wholeNumber("min-peers", 1, 0),
            section.number("threshold", Interval.FINITE, Double.POSITIVE_INFINITY),
            section.wholeNumber("patience", 1, 0),
            section.number("min-improvement", Interval.NOT_NEGATIVE, 0));
    section.expect(
        rule == Rule.ASHA_STOPPING || rule == Rule.MEDIAN || !section.has("min-peers"),
        "min-peers",
        "is for the rules asha-stopping and median, but the rule is " + rule.key(),
        "rule");
    section.expect(
        section.has("patience") || !section.has("min-improvement"),
        "min-improvement",
        "needs patience beside it");
    section.finish();
    return new EarlyStoppingSpec(rule, factor, firstRung, guards);
  }

  private static FinalistsSpec finalists(SectionReader section, int trials) {
    int count = section.wholeNumber("count", 1, Math.min(FINALISTS, trials));
    int seeds = section.wholeNumber("seeds", 1, FINALIST_SEEDS);
    section.finish();
    return new FinalistsSpec(count, seeds);
  }
}
