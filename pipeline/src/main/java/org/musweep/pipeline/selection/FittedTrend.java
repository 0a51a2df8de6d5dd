package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;

/**
 * Where the loss still falls at an edge of a range, so that the minimum of what is fitted to it
 * lies outside: a sum of parabolas, one for each numeric hyperparameter on its internal scale,
 * fitted by least squares to the better half of the trials that completed. The slope at the edge
 * has to differ from 0 by Student's t test.
 */
final class FittedTrend {

  private static final double CONFIDENCE = 0.995;
  private static final int LEAST_DEGREES_OF_FREEDOM = 4;

  private final List<Hyperparameter> numeric;
  private final Optional<Fit> fit;

  /**
   * A fit.
   *
   * @param coefficients 1, then for each hyperparameter the linear and the quadratic one
   * @param covariance of the coefficients
   */
  private record Fit(DMatrixRMaj coefficients, DMatrixRMaj covariance, int degreesOfFreedom) {}

  private FittedTrend(List<Hyperparameter> numeric, Optional<Fit> fit) {
    this.numeric = numeric;
    this.fit = fit;
  }

  /** The trend of trials, from best to worst; one that falls nowhere if there are too few. */
  static FittedTrend of(SearchSpace space, List<TrialOutcome> ranked) {
    List<TrialOutcome> better = ranked.subList(0, (ranked.size() + 1) / 2);
    List<Hyperparameter> numeric =
        space.hyperparameters().stream()
            .filter(one -> !(one.distribution() instanceof Choice))
            .filter(one -> better.stream().allMatch(trial -> value(one, trial).isPresent()))
            .toList();
    return new FittedTrend(numeric, fit(numeric, better));
  }

  /** Whether the fitted loss falls towards this edge, and is lower there than at the other. */
  boolean fallsAt(Hyperparameter hyperparameter, Edge edge) {
    int place = numeric.indexOf(hyperparameter);
    if (fit.isEmpty() || place < 0) {
      return false;
    }
    Map<Edge, Boolean> falls = new EnumMap<>(Edge.class);
    for (Edge one : Edge.values()) {
      falls.put(one, outwardSlopeIsNegative(fit.get(), place, one));
    }
    double linear = fit.get().coefficients().get(1 + 2 * place);
    boolean lowerHere = edge == Edge.HIGH ? linear < 0 : linear > 0;
    return falls.get(edge) && (lowerHere || falls.values().contains(false));
  }

  private static boolean outwardSlopeIsNegative(Fit fit, int place, Edge edge) {
    double direction = edge == Edge.HIGH ? 1 : -1;
    int linear = 1 + 2 * place;
    int quadratic = linear + 1;
    DMatrixRMaj covariance = fit.covariance();
    double slope = direction * fit.coefficients().get(linear) + fit.coefficients().get(quadratic);
    double variance =
        covariance.get(linear, linear)
            + 2 * direction * covariance.get(linear, quadratic)
            + covariance.get(quadratic, quadratic);
    double quantile =
        TDistribution.of(fit.degreesOfFreedom()).inverseCumulativeProbability(CONFIDENCE);
    return slope + quantile * Math.sqrt(Math.max(0, variance)) < 0;
  }

  private static Optional<Fit> fit(List<Hyperparameter> numeric, List<TrialOutcome> trials) {
    int columns = 1 + 2 * numeric.size();
    int degreesOfFreedom = trials.size() - columns;
    if (numeric.isEmpty() || degreesOfFreedom < LEAST_DEGREES_OF_FREEDOM) {
      return Optional.empty();
    }
    DMatrixRMaj design = new DMatrixRMaj(trials.size(), columns);
    DMatrixRMaj losses = new DMatrixRMaj(trials.size(), 1);
    List<double[]> rows = new ArrayList<>();
    trials.forEach(trial -> rows.add(row(numeric, trial)));
    for (int i = 0; i < rows.size(); i++) {
      losses.set(i, 0, trials.get(i).finalLoss().orElseThrow());
      for (int column = 0; column < columns; column++) {
        design.set(i, column, rows.get(i)[column]);
      }
    }
    DMatrixRMaj gram = new DMatrixRMaj(columns, columns);
    CommonOps_DDRM.multTransA(design, design, gram);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(columns);
    if (!solver.setA(gram) || solver.quality() < 1e-10) {
      return Optional.empty();
    }
    DMatrixRMaj covariance = new DMatrixRMaj(columns, columns);
    solver.invert(covariance);
    DMatrixRMaj projected = new DMatrixRMaj(columns, 1);
    CommonOps_DDRM.multTransA(design, losses, projected);
    DMatrixRMaj coefficients = new DMatrixRMaj(columns, 1);
    CommonOps_DDRM.mult(covariance, projected, coefficients);
    DMatrixRMaj residuals = losses.copy();
    CommonOps_DDRM.multAdd(-1, design, coefficients, residuals);
    double squares = CommonOps_DDRM.dot(residuals, residuals);
    CommonOps_DDRM.scale(squares / degreesOfFreedom, covariance);
    return Optional.of(new Fit(coefficients, covariance, degreesOfFreedom));
  }

  /** 1, then x and x² with x from −½ to ½ for each hyperparameter. */
  private static double[] row(List<Hyperparameter> numeric, TrialOutcome trial) {
    double[] row = new double[1 + 2 * numeric.size()];
    row[0] = 1;
    for (int d = 0; d < numeric.size(); d++) {
      SettingValue value = value(numeric.get(d), trial).orElseThrow();
      double x = numeric.get(d).distribution().unit(value) - 0.5;
      row[1 + 2 * d] = x;
      row[2 + 2 * d] = x * x;
    }
    return row;
  }

  private static Optional<SettingValue> value(Hyperparameter one, TrialOutcome trial) {
    return trial.configuration().value(one.name()).filter(one.distribution()::contains);
  }
}
