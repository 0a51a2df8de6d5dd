package org.musweep.jobs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.pipeline.forecast.RecordedPace;
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
    var pace = new RecordedPace();
    Path output = new Path(layout.root().resolve("../../"));
    try {
      FileSystem files = output.getFileSystem(Storage.hadoop());
      for (Path sweep : folders(files, output)) {
        for (Path run : folders(files, sweep)) {
          add(pace, new SweepLayout(run.toUri()), spec);
        }
      }
    } catch (IOException e) {
      throw new StorageException("Cannot look for runs in " + output, e);
    }
    boolean begun = Storage.documents().exists(layout.log());
    StudyState state = begun ? Replay.of(Storage.log(layout)).state() : new StudyState();
    return new RecordedRuns(state, Storage.documents().exists(WideResult.place(layout)), pace);
  }

  private static List<Path> folders(FileSystem files, Path folder) throws IOException {
    return files.exists(folder)
        ? Arrays.stream(files.listStatus(folder))
            .filter(FileStatus::isDirectory)
            .map(FileStatus::getPath)
            .toList()
        : List.of();
  }

  private static void add(RecordedPace pace, SweepLayout run, SweepSpec spec) {
    Optional<String> file = Storage.documents().read(run.sweepFile());
    if (file.isEmpty() || !Storage.documents().exists(run.log())) {
      return;
    }
    try {
      if (isAlike(SweepSpecReader.parse(file.get(), "sweep.yaml"), spec)) {
        pace.add(
            Replay.of(Storage.log(run)).state(), spec.model().depth(), spec.training().batchSize());
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
