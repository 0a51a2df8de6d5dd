package org.musweep.mup.training;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step of a stack, without Spark: batch, forward pass, gradients and AdamW. Divide by
 * {@code lanes} for the cost of a trial-step.
 *
 * <pre>{@code
 * mvn -Pbenchmarks -pl mup-model -DskipTests package
 * OMP_WAIT_POLICY=PASSIVE java -cp @mup-model/target/benchmark.classpath org.openjdk.jmh.Main \
 *   StepBenchmark -p family=gpt -p width=64 -p lanes=1,2,4,8
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {

  /** {@code mlp}: 784-n-n-10, or {@code gpt}: two blocks, vocabulary 80, heads of 16. */
  @Param({"gpt"})
  public String family;

  /** n, or the model's width. */
  @Param({"32", "64", "128", "256"})
  public int width;

  /** Lanes of the stack; 1 is a model of its own. */
  @Param({"1", "4"})
  public int lanes;

  /** Images or sequences per step and lane; 0 for the peer's 64 images or 8 sequences. */
  @Param({"0"})
  public int batchSize;

  /** Tokens per sequence. */
  @Param({"64"})
  public int length;

  /** Threads of libtorch. */
  @Param({"1"})
  public int threads;

  private StepWorkload workload;

  /** Builds the stack. */
  @Setup
  public void open() {
    Autograd.prepareThread();
    Autograd.useThreads(threads);
    int size = batchSize > 0 ? batchSize : family.equals("mlp") ? 64 : 8;
    workload = StepWorkload.of(family, width, lanes, size, length);
  }

  /** One step of every lane. */
  @Benchmark
  public void step() {
    workload.step();
  }

  /** Frees the stack. */
  @TearDown
  public void close() {
    workload.close();
  }
}
