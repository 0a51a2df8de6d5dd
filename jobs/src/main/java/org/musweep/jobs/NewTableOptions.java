package org.musweep.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import org.musweep.mup.data.DataException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The table that an import writes. */
final class NewTableOptions {

  @Parameters(paramLabel = "TABLE", description = "The folder to write; a new one.")
  private Path folder = Path.of("");

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      defaultValue = "12000",
      description = "The most images per file; ${DEFAULT-VALUE} if not given.")
  private int rowsPerFile;

  Path folder() {
    if (Files.exists(folder)) {
      throw new DataException(folder + ": exists already, and is left as it is");
    }
    return folder;
  }

  int rowsPerFile() {
    return atLeastOne("--rows-per-file", rowsPerFile);
  }

  /** The value of an option that counts. */
  static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw new DataException("%s: %d (must be at least 1)".formatted(option, value));
    }
    return value;
  }
}
