package org.musweep.jobs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialStatus;

/** Files in a run's staging folder that nothing needs any more. */
final class Leftovers {

  private Leftovers() {}

  /** The files; to be asked by who holds the study, since others may be writing. */
  static List<Documents.Entry> of(SweepLayout layout, StudyState state) {
    String staging = layout.root().relativize(layout.staging()).getPath();
    Set<String> committed = Set.copyOf(state.committedFiles());
    Set<String> unfinished =
        state.trials().stream()
            .filter(trial -> trial.status() != TrialStatus.ENDED)
            .map(trial -> trial.spec().id().value())
            .collect(Collectors.toSet());
    return Storage.documents().below(layout.staging()).stream()
        .filter(file -> !committed.contains(staging + file.name()))
        .filter(file -> unfinished.stream().noneMatch(fileName(file)::startsWith))
        .toList();
  }

  private static String fileName(Documents.Entry file) {
    return file.name().substring(file.name().lastIndexOf('/') + 1);
  }
}
