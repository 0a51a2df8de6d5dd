package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.space.Configuration;

/**
 * Prints how long suggestions take after so many trials with eight outstanding; {@link
 * SamplerRegret} says how it is run.
 */
final class SamplerLatency {

  private static final int WARM_UP = 20;
  private static final int CALLS = 200;
  private static final int OUTSTANDING = 8;

  private SamplerLatency() {}

  /** Prints a line for every sampler and function, or for those named. */
  public static void main(String[] arguments) {
    String wanted = arguments.length > 0 ? arguments[0] : "";
    String named = arguments.length > 1 ? arguments[1] : "";
    for (TestFunction function : List.of(TestFunction.hartmann6(), TestFunction.cliff())) {
      if (!function.name().contains(named)) {
        continue;
      }
      print("sobol", new SobolSampler(1), 100, wanted, function);
      print("sobol", new SobolSampler(1), 10_000, wanted, function);
      print("tpe", new TpeSampler(1), 1_000, wanted, function);
      print("tpe", new TpeSampler(1), 10_000, wanted, function);
      print("gp", new GaussianProcessSampler(1), 100, wanted, function);
      print("gp", new GaussianProcessSampler(1), 500, wanted, function);
    }
  }

  private static void print(
      String name, Sampler sampler, int trials, String wanted, TestFunction function) {
    if (!name.startsWith(wanted)) {
      return;
    }
    History history = told(function, trials);
    double[] millis = new double[CALLS];
    for (int call = -WARM_UP; call < CALLS; call++) {
      long start = System.nanoTime();
      var unused = sampler.suggest(function.space(), trials + call, history);
      if (call >= 0) {
        millis[call] = (System.nanoTime() - start) * 1e-6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s on %s after %d trials: median %.3f ms, 99th percentile %.3f ms, most %.3f ms%n",
        name,
        function.name(),
        trials,
        millis[CALLS / 2],
        millis[CALLS * 99 / 100 - 1],
        millis[CALLS - 1]);
  }

  private static History told(TestFunction function, int trials) {
    List<Observation> told = new ArrayList<>();
    List<Configuration> pending = new ArrayList<>();
    for (int index = 0; index < trials + OUTSTANDING; index++) {
      Configuration one = new SobolSampler(2).suggest(function.space(), index, History.none());
      if (index < trials) {
        told.add(function.observe(one));
      } else {
        pending.add(one);
      }
    }
    return new History(told, pending);
  }
}
