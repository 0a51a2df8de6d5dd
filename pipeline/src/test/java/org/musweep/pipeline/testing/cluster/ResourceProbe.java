package org.musweep.pipeline.testing.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;

/**
 * An application that writes which executor and GPU each of four simultaneous tasks had; public,
 * because Spark calls it.
 */
public final class ResourceProbe {

  private static final int TASKS = 4;

  private ResourceProbe() {}

  /** The program: {@code FILE}. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession session = SparkSession.builder().appName("probe").getOrCreate()) {
      var spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      FlatMapFunction<java.util.Iterator<Integer>, String> probe =
          numbers -> {
            // All tasks of a barrier stage run at once, so no two can have been given one GPU.
            BarrierTaskContext context = BarrierTaskContext.get();
            context.barrier();
            String executor = org.apache.spark.SparkEnv.get().executorId();
            String gpu = context.resourcesJMap().get("gpu").addresses()[0];
            return List.of(executor + " gpu " + gpu).iterator();
          };
      var found =
          spark
              .parallelize(List.of(1, 2, 3, 4), TASKS)
              .rdd()
              .barrier()
              .mapPartitions(
                  new Barriered(probe), false, scala.reflect.ClassTag$.MODULE$.apply(String.class))
              .collect();
      Files.write(Path.of(arguments[0]), List.of((String[]) found));
    }
  }

  private static final class Barriered
      extends scala.runtime.AbstractFunction1<
          scala.collection.Iterator<Integer>, scala.collection.Iterator<String>>
      implements java.io.Serializable {

    @java.io.Serial private static final long serialVersionUID = 1;
    private final FlatMapFunction<java.util.Iterator<Integer>, String> probe;

    Barriered(FlatMapFunction<java.util.Iterator<Integer>, String> probe) {
      this.probe = probe;
    }

    @Override
    public scala.collection.Iterator<String> apply(scala.collection.Iterator<Integer> numbers) {
      try {
        return scala.jdk.javaapi.CollectionConverters.asScala(
            probe.call(scala.jdk.javaapi.CollectionConverters.asJava(numbers)));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
