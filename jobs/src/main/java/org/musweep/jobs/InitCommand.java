package org.musweep.jobs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.musweep.pipeline.sweep.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code musweep init}. */
@Command(
    name = "init",
    description = "Writes a sweep file with comments, to start from.",
    footerHeading = "%nExample:%n",
    footer = "  musweep init transformer my.yaml --data corpus.txt",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Parameters(
      index = "0",
      paramLabel = "FAMILY",
      description = "The family of models: ${COMPLETION-CANDIDATES}.")
  private Template template = Template.TRANSFORMER;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to write; a new one.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "PATH",
      defaultValue = "",
      description = {
        "The data: a text file for a transformer, a Parquet table of images for the others.",
        "If not given, the data of the example that came with musweep."
      })
  private String data = "";

  @Override
  public Integer call() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new SpecException(List.of("%s: there is no folder %s".formatted(file, folder)));
    }
    try {
      Files.writeString(file, template.text(file, data), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new SpecException(List.of(file + ": exists already, and is left as it is"));
    }
    main.console().out().println("%s written. Next:".formatted(file));
    for (String next : List.of("validate", "run")) {
      main.console().out().println("  " + CommandWords.of(List.of(next, file.toString())));
    }
    return ExitCode.DONE.code();
  }
}
