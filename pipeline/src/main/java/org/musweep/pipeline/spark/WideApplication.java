package org.musweep.pipeline.spark;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.sweep.WideSpec.Resources;
import org.musweep.pipeline.wide.WideDocuments;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideEnd;

/**
 * The wide run as a Spark application of its own: one task that has all cores of the one executor,
 * and its GPU. The driver says every second that it lives, and stops when another one has taken the
 * run over.
 */
public final class WideApplication {

  private static final String GPU = "gpu";
  private static final long BEAT_SECONDS = 1;

  private final SparkSession session;
  private final WideAssignment assignment;
  private final WideDocuments documents;
  private final RunMetrics metrics = new RunMetrics();
  private long beat;

  private WideApplication(SparkSession session, WideAssignment assignment) {
    this.session = session;
    this.assignment = assignment;
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    this.documents =
        WideDocuments.of(Documents.of(hadoop), new SweepLayout(URI.create(assignment.root())));
  }

  /** The application of a session, which is that application's alone. */
  public static WideApplication on(SparkSession session, WideAssignment assignment) {
    return new WideApplication(session, assignment);
  }

  /**
   * Takes the run over, trains to its end and writes that down.
   *
   * @throws RuntimeException if the task failed as often as Spark allows
   */
  public WideEnd run() {
    metrics.register(session.sparkContext());
    beat();
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "wide-beat");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleWithFixedDelay(this::beatIfOwn, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    try {
      var spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      JavaRDD<WideAssignment> work = spark.parallelize(List.of(assignment), 1);
      Resources resources =
          SweepSpecReader.parse(assignment.sweepFile(), "sweep.yaml")
              .execution()
              .wide()
              .resources();
      WideEnd end =
          WideEnd.parse(
              withProfile(work, resources, spark.master())
                  .map(new WideFunction())
                  .collect()
                  .get(0));
      documents.write(end);
      return end;
    } finally {
      clock.shutdownNow();
    }
  }

  /** A stage-level profile; where Spark has none, the application's own settings say the same. */
  private static JavaRDD<WideAssignment> withProfile(
      JavaRDD<WideAssignment> work, Resources resources, String master) {
    if (PackSlots.isLocal(master)) {
      return work;
    }
    TaskResourceRequests requests = new TaskResourceRequests().cpus(resources.cores());
    if (resources.gpus() > 0) {
      requests = requests.resource(GPU, resources.gpus());
    }
    return work.withResources(new ResourceProfileBuilder().require(requests).build());
  }

  private void beat() {
    documents.write(
        new Application(assignment.application(), session.sparkContext().applicationId(), beat++));
  }

  private void beatIfOwn() {
    try {
      boolean own =
          documents
              .application()
              .filter(named -> named.id().equals(assignment.application()))
              .isPresent();
      if (own) {
        beat();
        documents
            .standing()
            .filter(one -> one.application().equals(assignment.application()))
            .ifPresent(one -> metrics.wideStep(one.step(), one.steps(), one.loss()));
      } else {
        session.sparkContext().cancelAllJobs();
      }
    } catch (StorageException e) {
      // A missed beat is made up for by the next one; an exception would end them all.
      org.slf4j.LoggerFactory.getLogger(WideApplication.class).warn("A beat was missed", e);
    }
  }
}
