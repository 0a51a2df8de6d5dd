package org.musweep.pipeline.spark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.SweepLayout;

/**
 * The last resort of a pack's task that hangs. On a cluster its executor ends, as nothing else ends
 * a thread that does not listen; tasks beside it are lost too. In local mode, where the executor is
 * the driver, the pack's job is called off and the thread left to hang.
 *
 * @param pack which pack
 * @param layout the run's folder
 * @param hadoop how to reach it
 */
record StalledTask(String pack, SweepLayout layout, Configuration hadoop)
    implements Consumer<String> {

  /** Exit code of an executor that is ended. */
  static final int EXIT_CODE = 87;

  private static final String DRIVER = "driver";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void accept(String reason) {
    if (SparkEnv.get().executorId().equals(DRIVER)) {
      SparkContext.getOrCreate().cancelJobGroup(pack, reason);
      return;
    }
    System.err.printf("Pack %s %s; this executor ends%n", pack, reason);
    leaveNote(reason);
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  /** Storage may be what hangs: the note has a few seconds. */
  private void leaveNote(String reason) {
    SparkEnv env = SparkEnv.get();
    var place = StallNote.place(layout, env.conf().getAppId(), env.executorId());
    Thread writer =
        new Thread(
            () -> new StallNote(pack, reason).write(Documents.of(hadoop), place), "stall-note");
    writer.setDaemon(true);
    writer.start();
    try {
      TimeUnit.MILLISECONDS.timedJoin(writer, PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
