package org.musweep.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.SweepLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code musweep status}. */
@Command(
    name = "status",
    header = "Says how far a run is.",
    description = "Also while it runs and after a crash. FILE may also be the run's folder.",
    footerHeading = "%nExamples:%n",
    footer = {"  musweep status conf/quickstart.yaml", "  musweep status out/quickstart/main"},
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    SweepLayout layout = options.existingRun();
    Path folder = SweepLayout.local(layout.root());
    LogStore store = LogStore.at(layout.log());
    Path file = SweepLayout.local(layout.status());
    Optional<RunStatus> status =
        Files.exists(file) ? Optional.of(RunStatus.read(file)) : Optional.empty();
    List<String> documents =
        Stream.of(layout.wide().resolve("result.json"), layout.report())
            .map(SweepLayout::local)
            .filter(Files::exists)
            .map(document -> folder.relativize(document).toString())
            .toList();
    new StatusText(folder.toString(), status, store.holder(), Replay.of(store).state(), documents)
        .lines(Instant.now())
        .forEach(main.console().out()::println);
    return ExitCode.DONE.code();
  }
}
