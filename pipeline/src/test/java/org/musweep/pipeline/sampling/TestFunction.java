package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Condition;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Uniform;

/**
 * A closed-form loss whose minimum is known. Infinite where training would diverge.
 *
 * @param noise standard deviation of what is added to an observed loss
 */
record TestFunction(
    String name,
    SearchSpace space,
    ToDoubleFunction<Configuration> loss,
    double optimum,
    double noise) {

  /** Source: L. C. W. Dixon and G. P. Szegő, Towards global optimisation 2, 1978. */
  static TestFunction branin() {
    return numeric(
        "Branin",
        List.of(new Uniform(-5, 10), new Uniform(0, 15)),
        x -> {
          double a = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
          return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
        },
        0.39788735772973816);
  }

  private static final double[][] HARTMANN3_A = {
    {3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}
  };
  private static final double[][] HARTMANN3_P = {
    {0.3689, 0.1170, 0.2673},
    {0.4699, 0.4387, 0.7470},
    {0.1091, 0.8732, 0.5547},
    {0.0381, 0.5743, 0.8828}
  };
  private static final double[][] HARTMANN6_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN6_P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  /** Source: as for Branin. */
  static TestFunction hartmann3() {
    return numeric(
        "Hartmann-3", cube(3, 0, 1), x -> hartmann(x, HARTMANN3_A, HARTMANN3_P), -3.86278214782076);
  }

  /** Source: as for Branin. */
  static TestFunction hartmann6() {
    return numeric(
        "Hartmann-6", cube(6, 0, 1), x -> hartmann(x, HARTMANN6_A, HARTMANN6_P), -3.32236801141551);
  }

  private static double hartmann(double[] x, double[][] a, double[][] p) {
    double[] alpha = {1, 1.2, 3, 3.2};
    double sum = 0;
    for (int i = 0; i < alpha.length; i++) {
      double inner = 0;
      for (int j = 0; j < x.length; j++) {
        inner += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
      }
      sum -= alpha[i] * Math.exp(-inner);
    }
    return sum;
  }

  /** Heavy tails and many local minima. Source: A. V. Levy and A. Montalvo, 1985. */
  static TestFunction levy5() {
    return numeric(
        "Levy-5",
        cube(5, -10, 10),
        x -> {
          double[] w = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            w[i] = 1 + (x[i] - 1) / 4;
          }
          double sum = square(Math.sin(Math.PI * w[0]));
          for (int i = 0; i < x.length - 1; i++) {
            sum += square(w[i] - 1) * (1 + 10 * square(Math.sin(Math.PI * w[i] + 1)));
          }
          double last = w[x.length - 1];
          return sum + square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)));
        },
        0);
  }

  /** Heavy tails and a curved valley. Source: H. H. Rosenbrock, 1960. */
  static TestFunction rosenbrock5() {
    return numeric(
        "Rosenbrock-5",
        cube(5, -5, 10),
        x -> {
          double sum = 0;
          for (int i = 0; i < x.length - 1; i++) {
            sum += 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]);
          }
          return sum;
        },
        0);
  }

  /** Many local minima around one. Source: D. H. Ackley, 1987. */
  static TestFunction ackley4() {
    return numeric(
        "Ackley-4",
        cube(4, -16, 32),
        x -> {
          double squares = 0;
          double cosines = 0;
          for (double one : x) {
            squares += one * one / x.length;
            cosines += Math.cos(2 * Math.PI * one) / x.length;
          }
          return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(cosines) + 20 + Math.E;
        },
        0);
  }

  /** Branin with noise of a tenth of what random search leaves after 100 trials, and more. */
  static TestFunction noisyBranin() {
    TestFunction plain = branin();
    return new TestFunction("Branin, noise 0.5", plain.space, plain.loss, plain.optimum, 0.5);
  }

  /**
   * What training losses look like: flat towards small learning rates, a valley, and a wall behind
   * which training diverges, closer the larger the initial weights are; a schedule, and a number of
   * layers that matters a little.
   */
  static TestFunction cliff() {
    SearchSpace space =
        SearchSpace.of(
            new Hyperparameter("learning-rate", new LogUniform(1e-5, 1)),
            new Hyperparameter("init-scale", new LogUniform(0.1, 10)),
            new Hyperparameter("beta1", new Uniform(0, 0.99)),
            new Hyperparameter("layers", new IntRange(1, 8)),
            new Hyperparameter("schedule", Choice.of("constant", "linear", "cosine")));
    return new TestFunction(
        "mixed, with a cliff",
        space,
        one -> {
          double rate = Math.log10(number(one, "learning-rate"));
          double scale = Math.log10(number(one, "init-scale"));
          double wall = -1.2 - 0.5 * scale;
          if (rate > wall) {
            return Double.POSITIVE_INFINITY;
          }
          double schedule =
              switch (one.value("schedule").orElseThrow().text()) {
                case "constant" -> 0.3;
                case "linear" -> 0;
                default -> 0.05;
              };
          return 0.4 * square(rate + 2) / (1 + 0.1 * square(rate + 2))
              + 0.3 * square(scale - 0.2)
              + 0.5 * square(number(one, "beta1") - 0.9)
              + 0.02 * Math.abs(number(one, "layers") - 6)
              + schedule;
        },
        0,
        0);
  }

  /** A choice decides which other hyperparameters there are. */
  static TestFunction conditional() {
    List<Hyperparameter> hyperparameters =
        List.of(
            new Hyperparameter("optimizer", Choice.of("sgd", "adam", "signed")),
            new Hyperparameter("learning-rate", new LogUniform(1e-5, 1)),
            new Hyperparameter("momentum", new Uniform(0, 0.99)),
            new Hyperparameter("beta1", new Uniform(0, 0.99)),
            new Hyperparameter("log-gap", new Uniform(-4, -0.5)));
    List<Condition> conditions =
        List.of(
            condition("momentum", "sgd"), condition("beta1", "adam"), condition("log-gap", "adam"));
    SearchSpace space = new SearchSpace(hyperparameters, conditions, List.of(), List.of());
    return new TestFunction(
        "conditional",
        space,
        one -> {
          double rate = Math.log10(number(one, "learning-rate"));
          return switch (one.value("optimizer").orElseThrow().text()) {
            case "sgd" -> 0.3 + square(rate + 1) + 3 * square(number(one, "momentum") - 0.9);
            case "adam" ->
                square(rate + 2.7)
                    + 2 * square(number(one, "beta1") - 0.85)
                    + 0.3 * square(number(one, "log-gap") + 2.3);
            default -> 0.2 + 0.5 * square(rate + 3.5);
          };
        },
        0,
        0);
  }

  /** The minimum lies where a constraint keeps half of the space away. */
  static TestFunction constrained() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new Hyperparameter("learning-rate", new LogUniform(1e-4, 1)),
                new Hyperparameter("output-multiplier", new LogUniform(0.01, 100)),
                new Hyperparameter("warmup", new Uniform(0, 0.9)),
                new Hyperparameter("decay", new Uniform(0, 0.9))),
            List.of(),
            List.of(
                new Constraint(
                    Constraint.Form.PRODUCT,
                    List.of(
                        new Constraint.Term("learning-rate", 1),
                        new Constraint.Term("output-multiplier", 1)),
                    Double.NEGATIVE_INFINITY,
                    0.01),
                new Constraint(
                    Constraint.Form.SUM,
                    List.of(new Constraint.Term("warmup", 1), new Constraint.Term("decay", 1)),
                    Double.NEGATIVE_INFINITY,
                    1)),
            List.of());
    return new TestFunction(
        "constrained",
        space,
        one -> {
          double rate = Math.log10(number(one, "learning-rate"));
          double output = Math.log10(number(one, "output-multiplier"));
          return square(rate + 1.5)
              + 0.5 * square(output - 0.5)
              + square(number(one, "warmup") - 0.3)
              + square(number(one, "decay") - 0.8);
        },
        CONSTRAINED_OPTIMUM,
        0);
  }

  // The nearest point with rate + output <= -2 to (-1.5, 0.5), where the second direction counts
  // half: a step of -t/2 and -t with 3t/2 = 1; and of warmup + decay <= 1 to (0.3, 0.8).
  private static final double CONSTRAINED_OPTIMUM = 1.0 / 9 + 0.5 * 4 / 9 + 2 * 0.05 * 0.05;

  /** What a trial is told about a configuration, without noise. */
  Observation observe(Configuration configuration) {
    double value = loss.applyAsDouble(configuration);
    return Double.isInfinite(value)
        ? new Observation.Diverged(configuration, 10)
        : new Observation.Measured(configuration, 100, value);
  }

  /** All of them, those of the reference table first. */
  static List<TestFunction> all() {
    return List.of(
        branin(),
        hartmann3(),
        hartmann6(),
        levy5(),
        rosenbrock5(),
        ackley4(),
        noisyBranin(),
        cliff(),
        conditional(),
        constrained());
  }

  private static Condition condition(String name, String optimizer) {
    return new Condition(name, "optimizer", List.of(new SettingValue.Named(optimizer)));
  }

  private static double square(double x) {
    return x * x;
  }

  private static double number(Configuration configuration, String name) {
    return configuration.number(name).orElseThrow();
  }

  private static List<Distribution> cube(int dimensions, double low, double high) {
    return IntStream.range(0, dimensions)
        .<Distribution>mapToObj(i -> new Uniform(low, high))
        .toList();
  }

  private static TestFunction numeric(
      String name, List<Distribution> ranges, ToDoubleFunction<double[]> loss, double optimum) {
    List<Hyperparameter> hyperparameters = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      hyperparameters.add(new Hyperparameter("x" + i, ranges.get(i)));
    }
    return new TestFunction(
        name,
        new SearchSpace(hyperparameters),
        one ->
            loss.applyAsDouble(
                one.settings().stream().mapToDouble(s -> number(one, s.name())).toArray()),
        optimum,
        0);
  }
}
