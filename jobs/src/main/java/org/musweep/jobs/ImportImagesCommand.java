package org.musweep.jobs;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.spark.imports.ImageFolderImport;
import org.musweep.pipeline.spark.imports.ImageFolderImport.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code musweep data import-images}. */
@Command(
    name = "import-images",
    header = "Turns a folder of pictures, with a folder for each class, into a table.",
    description = "Rows are shuffled, as the last ones are those that a sweep validates on.",
    footerHeading = "%nExample:%n",
    footer = "  musweep data import-images pictures pictures.parquet --height 32 --width 32",
    mixinStandardHelpOptions = true)
final class ImportImagesCommand implements Callable<Integer> {

  @ParentCommand private DataCommand data;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "Has a folder for each class, with its pictures: PNG, JPEG, GIF, BMP, TIFF.")
  private Path folder = Path.of("");

  @Mixin private NewTableOptions table;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "3",
      description = "1 for grey, 3 for colour; ${DEFAULT-VALUE} if not given.")
  private int channels;

  @Option(
      names = "--height",
      paramLabel = "N",
      description = "To which all pictures are brought, in pixels; theirs if not given.")
  private Optional<Integer> height = Optional.empty();

  @Option(names = "--width", paramLabel = "N", description = "As --height.")
  private Optional<Integer> width = Optional.empty();

  private Optional<Size> size() {
    if (height.isPresent() != width.isPresent()) {
      throw new DataException("--height and --width: one without the other (must be both)");
    }
    return height.map(
        each ->
            new Size(
                NewTableOptions.atLeastOne("--height", each),
                NewTableOptions.atLeastOne("--width", width.orElseThrow())));
  }

  @Override
  public Integer call() {
    if (channels != 1 && channels != 3) {
      throw new DataException("--channels: %d (must be 1 or 3)".formatted(channels));
    }
    ImageFolderImport from = new ImageFolderImport(channels, size(), table.rowsPerFile());
    Path to = table.folder();
    ImageFolderImport.Written written = from.write(folder, to);
    List<String> classes = written.classes();
    PrintStream out = data.console().out();
    out.println("%d images written to %s".formatted(written.images(), to));
    for (int label = 0; label < classes.size(); label++) {
      out.println("  label %d: %s".formatted(label, classes.get(label)));
    }
    out.println("In a sweep file:");
    out.println(
        ("data: {source: images, path: %s, channels: %d, height: %d, width: %d, classes: %d,"
                + " validation-examples: %d}")
            .formatted(
                to,
                channels,
                written.size().height(),
                written.size().width(),
                classes.size(),
                Math.max(1, written.images() / 10)));
    return ExitCode.DONE.code();
  }
}
