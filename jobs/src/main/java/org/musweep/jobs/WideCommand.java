package org.musweep.jobs;

import java.net.URI;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.WideApplication;
import org.musweep.pipeline.spark.WideAssignment;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.wide.WideDocuments;
import org.musweep.pipeline.wide.WideEnd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code musweep wide}: what {@code train} submits, the driver of the wide run's application. */
@Command(
    name = "wide",
    hidden = true,
    description = "Trains the wide model of a run; train submits this as an application.")
final class WideCommand implements Callable<Integer> {

  /** The command's name. */
  static final String NAME = "wide";

  @Parameters(paramLabel = "FOLDER", description = "The run's folder, as a URI.")
  private URI folder = URI.create("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The prepared data's folder.")
  private String data = "";

  @Option(
      names = "--application",
      paramLabel = "ID",
      required = true,
      description = "Under which id it was submitted.")
  private String application = "";

  @Override
  public Integer call() {
    SweepLayout layout = new SweepLayout(folder);
    try {
      return train(layout).code();
    } catch (RuntimeException e) {
      Failure failure = Failure.of(e);
      if (failure.exit() != ExitCode.UNEXPECTED) {
        WideDocuments.of(Storage.documents(), layout)
            .write(new WideEnd.Refused(failure.exit().code(), failure.message()));
      }
      throw e;
    }
  }

  private ExitCode train(SweepLayout layout) {
    String sweepFile = text(layout.sweepFile());
    SweepSpec spec = SweepSpecReader.parse(sweepFile, "sweep.yaml");
    WideAssignment assignment =
        new WideAssignment(
            sweepFile, text(layout.selection()), layout.root().toString(), data, application);
    SparkSession session = Sessions.open(spec, "musweep " + spec.sweep() + " wide run");
    try {
      WideEnd end = WideApplication.on(session, assignment).run();
      if (end instanceof WideEnd.Refused) {
        return ExitCode.BAD_INPUT;
      }
      return ((WideEnd.Trained) end).result() instanceof TrialResult.Completed
          ? ExitCode.DONE
          : ExitCode.NOTHING_TO_SELECT;
    } finally {
      session.stop();
    }
  }

  private static String text(URI place) {
    return Storage.documents()
        .read(place)
        .orElseThrow(() -> new StorageException("Cannot read " + place + ": it is not there"));
  }
}
