package org.musweep.mup.stack;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.shape.InfDim;

/**
 * Draws initial weights in Java, from the lane's seed and the parameter's name alone.
 *
 * <p>Lanes with equal seeds share the underlying normals, whatever their scales and whoever shares
 * their stack.
 */
final class InitialWeights {

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS = generators();

  private InitialWeights() {}

  /** The values of one lane's parameter, row-major. */
  static double[] draw(ParameterSpec spec, OptionalInt block, ParameterScaling scaling, Lane lane) {
    int[] sizes = spec.declaration().shape().dims().stream().mapToInt(InfDim::size).toArray();
    int count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    double[] values = new double[count];
    Initialization initialization = spec.initialization();
    if (initialization instanceof Initialization.Constant constant) {
      java.util.Arrays.fill(values, constant.value());
      return values;
    }
    double factor = scaling.initStd() * lane.initScale().of(spec.declaration().role(), block);
    int from = 0;
    double std;
    if (initialization instanceof Initialization.NormalAfterZeroRows partial) {
      from = partial.zeroRows() * (count / sizes[0]);
      std = partial.baseStd() * factor;
    } else {
      std = ((Initialization.Normal) initialization).baseStd() * factor;
    }
    RandomGenerator generator = GENERATORS.create(mix(lane.seed() ^ mix(spec.name().hashCode())));
    for (int i = from; i < count; i++) {
      values[i] = std * generator.nextGaussian();
    }
    return values;
  }

  /**
   * The JDK looks for generators once per process, with the class loader of whichever thread asks
   * first; that of a Spark task may not know the JDK's own.
   */
  private static RandomGeneratorFactory<RandomGenerator> generators() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return RandomGeneratorFactory.of("L64X128MixRandom");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
