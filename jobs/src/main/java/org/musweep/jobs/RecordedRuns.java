package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.musweep.pipeline.forecast.RecordedPace;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.UnreadableLogException;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

/**
 * What runs in an output folder have recorded of trainings like those of a sweep file.
 *
 * @param state of the run itself; empty if it was not begun
 * @param wideDone whether its wide model is trained
 * @param pace what its model cost, in any run of the folder
 */
record RecordedRuns(StudyState state, boolean wideDone, RecordedPace pace) {

  /** Reads the logs of the output folder that a run is in. */
  static RecordedRuns of(SweepLayout layout, SweepSpec spec) {
    Path run = SweepLayout.local(layout.root());
    var pace = new RecordedPace();
    Path output = run.resolve("../..").normalize();
    if (Files.isDirectory(output)) {
      try (DirectoryStream<Path> sweeps = Files.newDirectoryStream(output, Files::isDirectory)) {
        for (Path sweep : sweeps) {
          try (DirectoryStream<Path> runs = Files.newDirectoryStream(sweep, RecordedRuns::isRun)) {
            runs.forEach(each -> add(pace, new SweepLayout(each.toUri()), spec));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot look for runs in " + output, e);
      }
    }
    StudyState state = isRun(run) ? Replay.of(LogStore.at(layout.log())).state() : new StudyState();
    boolean wideDone = Files.exists(SweepLayout.local(WideResult.place(layout)));
    return new RecordedRuns(state, wideDone, pace);
  }

  private static boolean isRun(Path folder) {
    return Files.isDirectory(folder.resolve("log"));
  }

  private static void add(RecordedPace pace, SweepLayout run, SweepSpec spec) {
    Path file = SweepLayout.local(run.sweepFile());
    if (!Files.exists(file)) {
      return;
    }
    try {
      if (isAlike(SweepSpecReader.read(file), spec)) {
        pace.add(Replay.of(LogStore.at(run.log())).state());
      }
    } catch (SpecException | UnreadableLogException | StorageException e) {
      // A run of another version, or a damaged one, tells nothing about this model.
      return;
    }
  }

  /** Whether a step of the one costs what a step of the other does, at the same width. */
  private static boolean isAlike(SweepSpec one, SweepSpec other) {
    return one.model().family().equals(other.model().family())
        && one.model().depth() == other.model().depth()
        && one.training().batchSize() == other.training().batchSize()
        && one.training().precision() == other.training().precision()
        && one.execution().coresPerPack() == other.execution().coresPerPack()
        && SweepOutline.shape(one.data()).equals(SweepOutline.shape(other.data()));
  }
}
