package org.musweep.jobs;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.spark.DataPreparation;
import org.musweep.pipeline.spark.PreparationResult;
import org.musweep.pipeline.spark.PreparedData;
import org.musweep.pipeline.spark.RunMetrics;
import org.musweep.pipeline.sweep.SweepFile;
import org.musweep.pipeline.sweep.SweepSpec;

/**
 * What the steps of one command share: the sweep file, the run's folder, the study, Spark and the
 * data, each opened when first asked for.
 */
final class RunContext implements AutoCloseable {

  private final SweepFile file;
  private final SweepLayout layout;
  private final Display display;
  private final List<String> commandLine;
  private final Changes changes;
  private final Instant start = Instant.now();
  private final AtomicBoolean stopRequested = new AtomicBoolean();
  private final RunMetrics metrics = new RunMetrics();
  private volatile Optional<SparkSession> spark = Optional.empty();
  private volatile Optional<Study> study = Optional.empty();
  private Optional<PreparationResult> data = Optional.empty();

  /**
   * What steps share.
   *
   * @param changes what may differ from the commands that were run on this run before
   */
  RunContext(
      SweepFile file,
      SweepLayout layout,
      Display display,
      List<String> commandLine,
      Changes changes) {
    this.changes = changes;
    Sessions.check(file.spec());
    this.file = file;
    this.layout = layout;
    this.display = display;
    this.commandLine = List.copyOf(commandLine);
  }

  SweepSpec spec() {
    return file.spec();
  }

  /** The sweep file's text. */
  String text() {
    return file.text();
  }

  SweepLayout layout() {
    return layout;
  }

  Display display() {
    return display;
  }

  /** What may differ from the commands that were run on this run before. */
  Changes changes() {
    return changes;
  }

  /** When this command started. */
  Instant start() {
    return start;
  }

  List<String> commandLine() {
    return commandLine;
  }

  /** Asks running work to end at its next step. */
  void requestStop() {
    stopRequested.set(true);
  }

  boolean isStopRequested() {
    return stopRequested.get();
  }

  /** The study, held by this process until {@link #close}. */
  synchronized Study study() {
    if (study.isEmpty()) {
      Study opened =
          Study.of(
              StudyLog.open(
                  Storage.log(layout), LeaseHolder.thisProcess(System.currentTimeMillis())));
      study = Optional.of(opened);
      opened.notes().forEach(display::line);
      Optional<String> mixed = RunIdentity.check(opened.state(), spec(), layout, changes);
      opened.record(RunIdentity.opened(opened.epoch(), spec()));
      mixed.ifPresent(what -> Origin.mark(opened, what));
      write(layout.sweepFile(), text());
    }
    return study.get();
  }

  /** The Spark session; a new one if the last was closed. */
  synchronized SparkSession spark() {
    if (spark.isEmpty()) {
      display.phase("starting Spark");
      SparkSession session = Sessions.open(spec());
      metrics.measure(session.sparkContext(), display::laneSteps);
      spark = Optional.of(session);
    }
    return spark.get();
  }

  /** How far this command is, for whoever watches Spark's metrics. */
  RunMetrics metrics() {
    return metrics;
  }

  /** Gives Spark's resources back. */
  synchronized void closeSpark() {
    spark.ifPresent(SparkSession::stop);
    spark = Optional.empty();
  }

  /** The folder of the prepared data. */
  String data() {
    return preparation().directory();
  }

  /** The prepared data, prepared now if it is not there. */
  synchronized PreparationResult preparation() {
    if (data.isEmpty()) {
      DataPreparation preparation = DataPreparation.on(spark());
      display.phase("preparing data");
      // Shared by all sweeps of an output folder.
      String folder = layout.root().resolve("../../data").toString();
      data = Optional.of(preparation.prepare(spec().data(), spec().largestBatch(), folder));
      BasisOnData.check(file, this);
    }
    return data.get();
  }

  /** The folder name of the prepared data, a hash of its source and settings; or "unknown". */
  synchronized String dataHash() {
    return data.map(PreparationResult::name).orElse(Provenance.UNKNOWN);
  }

  /** The prepared data; the caller closes it. */
  Dataset openData() {
    String directory = data();
    return PreparedData.of(spark().sparkContext().hadoopConfiguration())
        .open(directory, spec().data());
  }

  /** Writes a document of the run, all at once. */
  void write(URI place, String text) {
    Storage.documents().write(place, text);
  }

  /** A document of the run, if it is there. */
  Optional<String> read(URI place) {
    return Storage.documents().read(place);
  }

  /**
   * Gives the study back and ends Spark's tasks, from another thread than the one at work, whose
   * next use of either fails. Nothing that the end of the tasks looks like is then recorded.
   */
  void abandon() {
    requestStop();
    study.ifPresent(Study::close);
    spark.ifPresent(Sessions::cancel);
  }

  @Override
  public synchronized void close() {
    try {
      closeSpark();
    } finally {
      study.ifPresent(Study::close);
      study = Optional.empty();
      display.close();
    }
  }
}
