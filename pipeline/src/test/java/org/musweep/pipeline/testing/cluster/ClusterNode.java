package org.musweep.pipeline.testing.cluster;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import scala.Option;

/**
 * A master or a worker in a process of its own, which ends when its parent does: the parent holds
 * the other end of its standard input.
 *
 * <p>A master prints the ports of its own and of its web interface in one line.
 */
final class ClusterNode {

  private static final String HOST = "127.0.0.1";

  private ClusterNode() {}

  /** {@code master}, or {@code worker MASTER CORES MEGABYTES FOLDER}. */
  public static void main(String[] arguments) {
    endWithParent();
    if (arguments[0].equals("master")) {
      var master = Master.startRpcEnvAndEndpoint(HOST, 0, 0, new SparkConf());
      System.out.println(master._1().address().port() + " " + master._2());
      master._1().awaitTermination();
    } else {
      Worker.startRpcEnvAndEndpoint(
              HOST,
              0,
              0,
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              new String[] {arguments[1]},
              arguments[4],
              Option.empty(),
              new SparkConf(),
              Option.empty())
          .awaitTermination();
    }
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                System.err.println("The parent is gone: " + e.getMessage());
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
