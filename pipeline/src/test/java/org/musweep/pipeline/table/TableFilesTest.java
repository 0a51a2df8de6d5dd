package org.musweep.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;

class TableFilesTest {

  private static final List<CurveRow> CURVE =
      List.of(
          new CurveRow("x0000-00000001", "p0001", 1, 4.25, Double.NaN, 0.01, 1.5),
          new CurveRow("x0000-00000001", "p0001", 2, Double.POSITIVE_INFINITY, 3.5, 0.02, 2.5),
          new CurveRow("x0000-00000001", "p0001", 3, Double.NaN, Double.NaN, 0.02, Double.NaN));

  @TempDir Path folder;
  private TableFiles files;
  private Path run;

  @BeforeEach
  void open() {
    SweepLayout layout = SweepLayout.of(folder.resolve("my out").toString(), "quick", "main");
    run = SweepLayout.local(layout.root());
    files = TableFiles.of(layout, new Configuration(false));
  }

  @Test
  void rowsOfEveryTableReadBackAsWritten() {
    var rungs =
        List.of(
            new RungRow("x0000-00000001", 0, 400, 2.5, "promoted", "rank 1 of 3"),
            new RungRow("x0001-00000002", 0, 37, Double.NaN, "diverged", ""));
    var coords =
        List.of(
            new CoordRecord("standard", 64, 2, 4, 0.004, -7L, 1, "readout", "l1", 0.1),
            new CoordRecord("standard", 64, 2, 4, 0.5, 7L, 5, "readout", "delta", Double.NaN));

    files.publish(files.stage(new CurveTable(), "p0001", 0, CURVE));
    files.publish(files.stage(new RungTable(), "b1", 0, rungs));
    files.publish(files.stage(new CoordCheckTable(), "c1", 0, coords));

    assertThat(files.read(new CurveTable())).isEqualTo(CURVE);
    assertThat(files.read(new RungTable())).isEqualTo(rungs);
    assertThat(files.read(new CoordCheckTable())).isEqualTo(coords);
  }

  @Test
  void tableThatNobodyWroteIsEmpty() {
    assertThat(files.read(new CurveTable())).isEmpty();
  }

  @Test
  void stagedRowsAreNotSeenBeforeTheyArePublished() {
    String staged = files.stage(new CurveTable(), "p0001", 2, CURVE);

    assertThat(staged).isEqualTo("staging/p0001-2-curves.parquet");
    assertThat(files.read(new CurveTable())).isEmpty();
    files.publish(staged);
    assertThat(files.read(new CurveTable())).hasSize(3);
    assertThat(tree()).containsExactly("curves/p0001.parquet");
  }

  @Test
  void publishingAgainAfterACrashChangesNothing() {
    String staged = files.stage(new CurveTable(), "p0001", 0, CURVE);
    files.publish(staged);
    files.publish(staged);

    assertThat(files.read(new CurveTable())).isEqualTo(CURVE);
  }

  @Test
  void secondAttemptAtAUnitIsNotPublishedBesideTheFirst() {
    files.publish(files.stage(new CurveTable(), "p0001", 0, CURVE));
    files.publish(files.stage(new CurveTable(), "p0001", 1, CURVE.subList(0, 1)));

    assertThat(files.read(new CurveTable())).isEqualTo(CURVE);
    assertThat(tree()).containsExactly("curves/p0001.parquet");
  }

  @Test
  void lostFileIsNamed() {
    assertThatThrownBy(() -> files.publish("staging/p0001-0-curves.parquet"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("staging/p0001-0-curves.parquet")
        .hasMessageContaining("neither there nor at")
        .hasMessageContaining("curves/p0001.parquet");
  }

  @Test
  void rejectsPathsThatAreNotStagedFiles() {
    assertThatThrownBy(() -> files.publish("staging/../../p0001-0-curves.parquet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must look like staging/p0003-0-curves.parquet");
  }

  @Test
  void abandonedFileLeavesNothing() {
    try (TableWriter<CurveRow> writer = files.stage(new CurveTable(), "p0001", 0)) {
      writer.write(CURVE.get(0));
    }
    assertThat(tree()).isEmpty();
  }

  @Test
  void sameAttemptRunAgainReplacesWhatItLeft() throws IOException {
    Files.createDirectories(run.resolve("staging"));
    Files.writeString(run.resolve("staging/p0001-0-curves.parquet"), "PAR1 and no more");
    files.publish(files.stage(new CurveTable(), "p0001", 0, CURVE));

    assertThat(files.read(new CurveTable())).isEqualTo(CURVE);
  }

  @Test
  void readsTenThousandRowsInOrder() {
    List<CurveRow> rows =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(i -> new CurveRow("x0000-00000001", "p0001", i, 1.0 / i, i, 0.1, i))
            .toList();
    files.publish(files.stage(new CurveTable(), "p0001", 0, rows));

    assertThat(files.read(new CurveTable())).isEqualTo(rows);
  }

  @Test
  void refusesAFileOfAnotherTable() throws IOException {
    files.publish(files.stage(new CurveTable(), "p0001", 0, CURVE));
    Files.createDirectories(run.resolve("rungs"));
    Files.copy(run.resolve("curves/p0001.parquet"), run.resolve("rungs/p0001.parquet"));

    assertThatThrownBy(() -> files.read(new RungTable()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it is a file of table curves (must be rungs)");
  }

  @Test
  void refusesAFileOfANewerVersion() {
    files.publish(files.stage(new NewerRungTable(), "b1", 0, List.of()));

    assertThatThrownBy(() -> files.read(new RungTable()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("its schema version is 2 (this program reads up to 1)");
  }

  private List<String> tree() {
    if (!Files.exists(run)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(run)) {
      return paths.filter(Files::isRegularFile).map(p -> run.relativize(p).toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class NewerRungTable implements Table<RungRow> {

    private final RungTable current = new RungTable();

    @Override
    public String name() {
      return current.name();
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public org.apache.avro.Schema schema() {
      return current.schema();
    }

    @Override
    public org.apache.avro.generic.GenericRecord toRecord(RungRow row) {
      return current.toRecord(row);
    }

    @Override
    public RungRow toRow(org.apache.avro.generic.GenericRecord record) {
      return current.toRow(record);
    }
  }
}
