package org.musweep.pipeline.testing;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.spark.PackSettings;

/**
 * The Spark session that all tests of one JVM share: two cores, no web interface, bound to the
 * loopback interface. It ends with the JVM; tests do not stop it.
 */
public final class LocalSpark {
  private static final int CORES = 2;

  private LocalSpark() {}

  /** The session, started on first use. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      String directory =
          Path.of(System.getProperty("java.io.tmpdir")).resolve("spark").toAbsolutePath() + "";
      SparkSession.Builder builder = SparkSession.builder();
      PackSettings.preferred().forEach(builder::config);
      return builder
          .appName("musweep tests")
          .master("local[" + CORES + "]")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", CORES)
          .config("spark.local.dir", directory)
          .config("spark.sql.warehouse.dir", directory + "/warehouse")
          .getOrCreate();
    }
  }
}
