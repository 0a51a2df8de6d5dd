package org.musweep.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code musweep clean}. */
@Command(
    name = "clean",
    header = "Deletes files that nothing needs any more.",
    description =
        "What attempts left behind that did not end, and checkpoints of trials that have. The"
            + " study log and all results stay. FILE may also be the run's folder.",
    footerHeading = "%nExample:%n",
    footer = "  musweep clean conf/quickstart.yaml --yes",
    mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {

  private static final long KIBIBYTE = 1024;

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    SweepLayout layout = options.existingRun();
    LeaseHolder holder = LeaseHolder.thisProcess(System.currentTimeMillis());
    try (Study study = Study.of(StudyLog.open(Storage.log(layout), holder))) {
      List<Documents.Entry> leftovers = Leftovers.of(layout, study.state());
      if (leftovers.isEmpty()) {
        main.console().out().println("nothing to delete");
      } else if (yes || agreed(leftovers, layout)) {
        Documents documents = Storage.documents();
        leftovers.forEach(file -> documents.delete(layout.staging().resolve(file.name())));
        main.console().out().println("deleted %d files".formatted(leftovers.size()));
      } else {
        main.console().out().println("nothing was deleted");
      }
    }
    return ExitCode.DONE.code();
  }

  private boolean agreed(List<Documents.Entry> leftovers, SweepLayout layout) {
    long bytes = leftovers.stream().mapToLong(Documents.Entry::bytes).sum();
    main.console()
        .out()
        .print(
            "Delete %d files (%d KiB) in %s? [y/N] "
                .formatted(leftovers.size(), bytes / KIBIBYTE, Storage.shown(layout.staging())));
    main.console().out().flush();
    var answers = new Scanner(main.console().in(), StandardCharsets.UTF_8);
    return answers.hasNextLine() && answers.nextLine().strip().equalsIgnoreCase("y");
  }
}
