package org.musweep.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialStatus;

/** Files in a run's staging folder that nothing needs any more. */
final class Leftovers {

  private Leftovers() {}

  /** The files; to be asked by who holds the study, since others may be writing. */
  static List<Path> of(SweepLayout layout, StudyState state) throws IOException {
    Path folder = SweepLayout.local(layout.staging());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path root = SweepLayout.local(layout.root());
    Set<Path> committed =
        state.committedFiles().stream().map(root::resolve).collect(Collectors.toSet());
    Set<String> unfinished =
        state.trials().stream()
            .filter(trial -> trial.status() != TrialStatus.ENDED)
            .map(trial -> trial.spec().id().value())
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !committed.contains(file))
          .filter(file -> unfinished.stream().noneMatch(fileName(file)::startsWith))
          .sorted()
          .toList();
    }
  }

  private static String fileName(Path file) {
    return file.getFileName().toString();
  }
}
