package org.musweep.jobs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.musweep.pipeline.sweep.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

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
      converter = Families.class,
      completionCandidates = Families.class,
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

  /** The families by their names in sweep files. */
  static final class Families implements ITypeConverter<Template>, Iterable<String> {

    @Override
    public Template convert(String name) {
      return Stream.of(Template.values())
          .filter(each -> each.toString().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none (must be %s)"
                          .formatted(
                              name,
                              Stream.of(Template.values())
                                  .map(Template::toString)
                                  .collect(Collectors.joining(", ")))));
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.of(Template.values()).map(Template::toString).iterator();
    }
  }

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
