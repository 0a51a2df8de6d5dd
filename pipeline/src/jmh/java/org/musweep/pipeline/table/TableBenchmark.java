package org.musweep.pipeline.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.musweep.pipeline.log.SweepLayout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The table of curves, one file: staged and published, as a pack does, and read again, as a report
 * does. Divide by {@code rows} for the cost of a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TableBenchmark {

  private static final CurveTable TABLE = new CurveTable();

  /** Rows of the file. */
  @Param({"100", "10000", "100000"})
  public int rows;

  private Path folder;
  private List<CurveRow> curve;
  private TableFiles written;
  private TableFiles read;
  private int units;

  /** Makes the rows, and the file that is read. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("tables");
    curve =
        IntStream.rangeClosed(1, rows)
            .mapToObj(
                step ->
                    new CurveRow(
                        "x%04d-0000000a".formatted(step / 1000), "p0001", step, 2.5, 2.6, 0.01, 1))
            .toList();
    written = TableFiles.of(new SweepLayout(folder.resolve("written").toUri()), hadoop());
    read = TableFiles.of(new SweepLayout(folder.resolve("read").toUri()), hadoop());
    read.publish(read.stage(TABLE, "e0001-000000", 0, curve));
  }

  private static Configuration hadoop() {
    return new Configuration(false);
  }

  /** A file more. */
  @Benchmark
  public void write() {
    units++;
    written.publish(written.stage(TABLE, "e0001-%06d".formatted(units), 0, curve));
  }

  /** All rows of one file. */
  @Benchmark
  public int read() {
    return read.read(TABLE).size();
  }

  /** Deletes the files. */
  @TearDown
  public void close() throws IOException {
    org.apache.commons.io.FileUtils.deleteDirectory(folder.toFile());
  }
}
