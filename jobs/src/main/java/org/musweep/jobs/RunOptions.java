package org.musweep.jobs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.UnsupportedSchemeException;
import org.musweep.pipeline.spark.DataCheck;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepFile;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.sweep.Tokenizer;
import org.musweep.pipeline.training.BaseCheck;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which sweep, and which run of it, a command is about. */
final class RunOptions {

  /** The option that asks for a document in the place of lines. */
  static final String JSON = "--json";

  private static final Pattern URI_TEXT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private static final String FILE = "FILE";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** A path, so that shells complete it; what was typed may be a URI, which {@link #typed} has. */
  @Parameters(paramLabel = FILE, description = "The sweep file.")
  private Path file = Path.of("");

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      defaultValue = SweepLayout.MAIN_RUN,
      description = "Which run of the sweep; ${DEFAULT-VALUE} if not given.")
  private String runId = SweepLayout.MAIN_RUN;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Where results go, instead of the sweep file's output.")
  private String output = "";

  @Option(
      names = JSON,
      description = "Prints one JSON document for scripts; what is for people goes to stderr.")
  private boolean json;

  /** Whether a script reads the output. */
  boolean json() {
    return json;
  }

  /**
   * The sweep file, whose paths and data can be used. Nothing is written.
   *
   * @throws SpecException if anything is wrong
   */
  SweepFile verified() {
    suggest();
    Path here = Path.of("");
    SweepFile read =
        output.isEmpty()
            ? SweepSpecReader.openVerified(file, here)
            : SweepSpecReader.openVerified(file, here, output);
    layout(read.spec());
    BaseCheck.problem(read.spec())
        .ifPresent(
            problem -> {
              throw read.problem(BaseCheck.key(read.spec()), problem);
            });
    checkScheme(read, "data.path", read.spec().data().path());
    if (tokenizer(read.spec().data()) instanceof Tokenizer.HuggingFace tokenizer) {
      checkScheme(read, "data.tokenizer", tokenizer.path());
    }
    try {
      DataCheck.check(read.spec().data(), read.spec().largestBatch(), Storage.hadoop());
    } catch (DataException e) {
      throw read.problem("data", e.getMessage());
    }
    return read;
  }

  private static void checkScheme(SweepFile file, String key, String path) {
    try {
      Storage.checkScheme(path);
    } catch (UnsupportedSchemeException e) {
      throw file.problem(key, String.valueOf(e.getMessage()));
    }
  }

  private static Tokenizer tokenizer(DataSpec data) {
    if (data instanceof DataSpec.Text text) {
      return text.tokenizer();
    }
    return data instanceof DataSpec.TextColumn column ? column.tokenizer() : new Tokenizer.Bytes();
  }

  /**
   * The sweep file, whose data need not be there any more.
   *
   * @throws SpecException if anything is wrong in the file
   */
  SweepFile read() {
    suggest();
    return SweepSpecReader.open(file);
  }

  /**
   * The folder of the run of a sweep.
   *
   * @throws SpecException if there can be no such folder
   */
  SweepLayout layout(SweepSpec spec) {
    try {
      var layout = SweepLayout.of(output.isEmpty() ? spec.output() : output, spec.sweep(), runId);
      Storage.checkNoPassword(layout.root());
      Storage.documents().check(layout.root());
      return layout;
    } catch (IllegalArgumentException e) {
      throw new SpecException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * The folder of a run that was begun, where {@code FILE} is its sweep file, the folder itself, or
   * the sweep's folder, which holds the folders of its runs.
   *
   * @throws SpecException if there is none
   */
  SweepLayout existingRun() {
    SweepLayout layout = named();
    if (!Storage.documents().exists(layout.log())) {
      throw new SpecException(
          List.of(
              "%s: no run of a sweep is there%s; 'musweep run FILE' begins one"
                  .formatted(Storage.shown(layout.root()), Suggestion.runs(layout))));
    }
    return layout;
  }

  private SweepLayout named() {
    String typed = typed();
    if (URI_TEXT.matcher(typed).matches()) {
      URI place = new org.apache.hadoop.fs.Path(typed).toUri();
      Storage.checkNoPassword(place);
      Storage.documents().check(place);
      return runIn(place);
    }
    suggest();
    return Files.isDirectory(file)
        ? runIn(file.toAbsolutePath().normalize().toUri())
        : layout(SweepSpecReader.read(file));
  }

  /** The folder itself, or that of the run in it, if it is the sweep's. */
  private SweepLayout runIn(URI folder) {
    var itself = new SweepLayout(folder);
    if (Storage.documents().exists(itself.log())) {
      return itself;
    }
    try {
      SweepLayout inside = itself.run(runId);
      return Storage.documents().exists(inside.log()) ? inside : itself;
    } catch (IllegalArgumentException e) {
      throw new SpecException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The words themselves: a path leaves out the second of two slashes. */
  private String typed() {
    return command.positionalParameters().stream()
        .filter(each -> each.paramLabel().equals(FILE))
        .flatMap(each -> each.originalStringValues().stream())
        .findFirst()
        .orElseGet(file::toString);
  }

  private void suggest() {
    Suggestion.file(file)
        .ifPresent(
            meant -> {
              throw new SpecException(
                  List.of("%s: no such file; did you mean '%s'?".formatted(file, meant)));
            });
  }
}
