package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.List;

/** The keys of the {@code search} section. */
final class SearchReference {

  private SearchReference() {}

  static List<ReferenceTable> tables() {
    return List.of(
        ReferenceTable.of(
            "search",
            ReferenceKey.of(
                "search.sampler",
                KeyForm.words(List.of(SearchReader.Kind.values())),
                "`sobol`",
                "how points are chosen: a scrambled Sobol sequence, independently, all"
                    + " combinations, or learning from results by a tree-structured Parzen"
                    + " estimator or a Gaussian process (`docs/search.md`)"),
            ReferenceKey.of(
                "search.trials",
                KeyForm.wholeNumber(1),
                "required, but for a grid",
                "points to try; for a grid its size, and may be left out"),
            ReferenceKey.of(
                "search.grid-points",
                KeyForm.wholeNumber(1),
                "required for `grid`",
                "values per numeric hyperparameter, both ends included; choices have all"
                    + " of their values"),
            ReferenceKey.of(
                "search.batch",
                KeyForm.wholeNumber(1),
                "a tenth of `search.trials`, at least 8",
                "most trials without a result at any time (`tpe` and `gp` only: more of"
                    + " them at once is quicker, fewer learns more)"),
            ReferenceKey.of("search.space", KeyForm.section(), REQUIRED, "what varies, see below"),
            ReferenceKey.of(
                "search.fixed",
                KeyForm.defined(
                    "names with the values that they are held at", "names with values", "settings"),
                "nothing",
                "hyperparameters of the space that are held at a value of their range,"
                    + " as `{beta2: 0.95}`"),
            ReferenceKey.of(
                "search.tied",
                KeyForm.defined(
                    "names with the names that they follow", "names with names", "ties"),
                "nothing",
                "hyperparameters that follow one of the space, as"
                    + " `{learning-rate.readout: learning-rate.hidden}` or `{beta2: {to:"
                    + " beta1, factor: 1.05}}`"),
            ReferenceKey.of(
                "search.conditions",
                KeyForm.defined(
                    "names with the values of others they are there for",
                    "names with values of others",
                    "conditions"),
                "nothing",
                "hyperparameters that are there only where another one, before them in"
                    + " the space, has one of these values: `{schedule.final-share: {schedule:"
                    + " [linear, cosine]}}`"),
            ReferenceKey.of(
                "search.constraints",
                KeyForm.defined(
                    "a list such as [{sum: {warmup: 1}, at-most: 0.5}]", "list", "constraints"),
                "nothing",
                "what every point keeps, see below"),
            ReferenceKey.of(
                "search.points",
                KeyForm.defined(
                    "a list of points such as [{learning-rate: 0.01}]", "list of points", "points"),
                "nothing",
                "tried first, as `[{learning-rate: 0.01, warmup: 0.1}]`; what a point"
                    + " leaves out is chosen by the sampler"),
            ReferenceKey.of(
                "search.scientific",
                KeyForm.defined(
                    "a list of hyperparameters of search.space", "list of names", "names"),
                "nothing",
                "hyperparameters to compare; the others are nuisances, tuned for each of"
                    + " their values (`docs/search.md`)"),
            ReferenceKey.of(
                "search.early-stopping",
                KeyForm.section(),
                "no early stopping",
                "trials that end before `training.steps`"),
            ReferenceKey.of(
                "search.early-stopping.rule",
                KeyForm.words(List.of(EarlyStoppingSpec.Rule.values())),
                "`asha`",
                "who goes on, see below"),
            ReferenceKey.of(
                "search.early-stopping.reduction-factor",
                KeyForm.wholeNumber(2),
                "3",
                "η: about one in η goes on"),
            ReferenceKey.of(
                "search.early-stopping.first-rung",
                KeyForm.number(Interval.SHARE_UP_TO_ONE),
                "0.25",
                "rungs are R, R/η, R/η², … for R steps, down to the last that is not"
                    + " below this share of R"),
            ReferenceKey.of(
                "search.early-stopping.min-peers",
                KeyForm.wholeNumber(1),
                "2η, 5",
                "trials that a rung must have seen (`asha-stopping`) or that must have"
                    + " completed (`median`) before a trial is judged; for these two rules only"),
            ReferenceKey.of(
                "search.early-stopping.threshold",
                KeyForm.number(Interval.FINITE),
                "none",
                "a trial whose loss at a rung is above it stops, whatever the rule"),
            ReferenceKey.of(
                "search.early-stopping.patience",
                KeyForm.wholeNumber(1),
                "none",
                "a trial whose best loss did not improve over so many rungs stops,"
                    + " whatever the rule"),
            ReferenceKey.of(
                "search.early-stopping.min-improvement",
                KeyForm.number(Interval.NOT_NEGATIVE),
                "0",
                "how much lower a loss must be to count as improved; only beside" + " `patience`"),
            ReferenceKey.of(
                "search.finalists",
                KeyForm.section(),
                "all defaults",
                "the best configurations, trained again before one is chosen"),
            ReferenceKey.of(
                "search.finalists.count",
                KeyForm.wholeNumber(1, "1 to `search.trials`"),
                "4, or all trials if fewer",
                "how many"),
            ReferenceKey.of(
                "search.finalists.seeds",
                KeyForm.wholeNumber(1),
                "3",
                "fresh seeds that all finalists share")));
  }
}
