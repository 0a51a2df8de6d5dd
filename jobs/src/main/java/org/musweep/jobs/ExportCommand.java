package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.musweep.pipeline.export.RunExport;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code musweep export}. */
@Command(
    name = "export",
    header = "Writes the wide model and its scaling plan for use elsewhere.",
    description = {
      "Into the folder export of the run: plan.json (every factor and number), shapes.bsh (base"
          + " shapes of microsoft/mup), groups.py (parameter groups for PyTorch),"
          + " model.safetensors (the wide model, multipliers folded into its weights) and"
          + " model.json (what it is).",
      "FILE may also be the run's folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  musweep export conf/quickstart.yaml",
      "  musweep export out/quickstart/main --to exported"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder to write to, instead of the run's export.")
  private Optional<Path> to = Optional.empty();

  @Override
  public Integer call() {
    SweepLayout layout = options.existingRun();
    Path root = SweepLayout.local(layout.root());
    Path model = SweepLayout.local(layout.wide()).resolve("model.safetensors");
    if (!Files.exists(model)) {
      main.console()
          .err()
          .printf("musweep: export: there is no wide model in %s: run train first%n", root);
      return ExitCode.NOTHING_TO_SELECT.code();
    }
    SweepSpec spec =
        SweepSpecReader.parse(text(SweepLayout.local(layout.sweepFile())), "sweep.yaml");
    Selection selection = SelectionJson.read(text(SweepLayout.local(layout.selection())));
    List<Path> files =
        new RunExport(selection.completed(spec), selection.chosen(), model)
            .write(to.orElse(root.resolve("export")));
    if (options.json()) {
      main.console().out().println(ResultJson.written(files));
    } else {
      files.forEach(file -> main.console().out().println("written: " + file));
    }
    return ExitCode.DONE.code();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
