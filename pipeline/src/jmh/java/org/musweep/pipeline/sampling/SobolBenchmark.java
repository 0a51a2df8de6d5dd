package org.musweep.pipeline.sampling;

import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.testing.SweepSpecs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A suggestion of Sobol's, early and late in a search. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class SobolBenchmark {

  private static final SearchSpace SPACE = SweepSpecs.small().spec().search().space();

  /** Suggestions before it. */
  @Param({"100", "10000"})
  public int before;

  private final SobolSampler sampler = new SobolSampler(7);

  /** One suggestion. */
  @Benchmark
  public Object suggest() {
    return sampler.suggest(SPACE, before, History.none());
  }
}
