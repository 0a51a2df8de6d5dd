package org.musweep.pipeline.wide;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.musweep.pipeline.table.CurveRow;

/** The curve of a wide run that has ended. */
public final class WideCurve {

  /** The curve's file in the wide run's folder. */
  static final String FILE = "curve.csv";

  private WideCurve() {}

  /**
   * The rows of {@code curve.csv} in a wide run's folder; none if the run has not ended.
   *
   * @throws UncheckedIOException if the file is there but cannot be read
   */
  public static List<CurveRow> read(URI folder, Configuration hadoop) {
    Path file = new Path(new Path(folder), FILE);
    try (InputStream from = file.getFileSystem(hadoop).open(file)) {
      return CurveText.read(from.readAllBytes());
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
