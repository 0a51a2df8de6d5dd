package org.musweep.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.spark.imports.IdxImport;
import org.musweep.pipeline.sweep.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code musweep data}. */
@Command(
    name = "data",
    description = "Prepares data, or brings it into a form that can be.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  musweep data prepare conf/quickstart.yaml",
      "  musweep data import-images pictures pictures.parquet --height 32 --width 32"
    },
    subcommands = {
      DataCommand.Prepare.class,
      ImportImagesCommand.class,
      DataCommand.ImportIdx.class
    },
    mixinStandardHelpOptions = true)
final class DataCommand {

  @ParentCommand private Main main;

  Console console() {
    return main.console();
  }

  /** {@code musweep data prepare}. */
  @Command(
      name = "prepare",
      header = "Turns a sweep file's data into what training reads.",
      description = "Every other command does so too where it is needed, and once.",
      footerHeading = "%nExample:%n",
      footer = "  musweep data prepare conf/quickstart.yaml",
      mixinStandardHelpOptions = true)
  static final class Prepare implements Callable<Integer> {

    @ParentCommand private DataCommand data;
    @Mixin private RunOptions options;

    @Override
    public Integer call() {
      SweepFile file = options.verified();
      List<String> arguments = data.main.arguments();
      try (Display display = TerminalDisplay.open(data.console());
          RunContext context =
              new RunContext(file, options.layout(file.spec()), display, arguments, Changes.NONE);
          Dataset dataset = context.openData()) {
        display.line(
            "data prepared: %d examples to train on, %d to validate on; %s; in %s"
                .formatted(
                    dataset.trainingExamples(),
                    dataset.validationExamples(),
                    dataset.shape(),
                    context.data()));
      } catch (DataException e) {
        throw file.problem("data", e.getMessage());
      }
      return ExitCode.DONE.code();
    }
  }

  /** {@code musweep data import-idx}. */
  @Command(
      name = "import-idx",
      description = "Turns images and labels in the IDX format, as MNIST has it, into a table.",
      footerHeading = "%nExample:%n",
      footer = {
        "  musweep data import-idx train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz"
            + " mnist.parquet"
      },
      mixinStandardHelpOptions = true)
  static final class ImportIdx implements Callable<Integer> {

    @ParentCommand private DataCommand data;

    @Parameters(index = "0", paramLabel = "IMAGES", description = "IDX file, gzip-compressed.")
    private Path images = Path.of("");

    @Parameters(index = "1", paramLabel = "LABELS", description = "IDX file, gzip-compressed.")
    private Path labels = Path.of("");

    @Mixin private NewTableOptions table;

    @Override
    public Integer call() {
      Path to = table.folder();
      int count = IdxImport.write(images, labels, to, table.rowsPerFile());
      data.console().out().println("%d images written to %s".formatted(count, to));
      return ExitCode.DONE.code();
    }
  }
}
