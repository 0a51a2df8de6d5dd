package org.musweep.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.table.HyperparameterColumn.Kind;

class TrialTableTest {

  private static final TrialTable TABLE =
      TrialTable.of(
          List.of(
              new HyperparameterColumn("learning-rate.embedding", Kind.NUMBER),
              new HyperparameterColumn("batch-size", Kind.INTEGER),
              new HyperparameterColumn("schedule", Kind.CHOICE)));

  @TempDir Path folder;

  @Test
  void hyperparametersAreTypedColumnsInTheirOrder() {
    assertThat(TABLE.schema().getFields())
        .extracting(Schema.Field::name)
        .containsSubsequence(
            "seed", "learning_rate_embedding", "setting_batch_size", "schedule", "status");
    assertThat(TABLE.schema().getFields())
        .allSatisfy(field -> assertThat(field.name()).matches("[a-z_]+"));
    assertThat(type("learning_rate_embedding")).isEqualTo(Schema.Type.DOUBLE);
    assertThat(type("setting_batch_size")).isEqualTo(Schema.Type.LONG);
    assertThat(type("schedule")).isEqualTo(Schema.Type.STRING);
  }

  @Test
  void rowsReadBackWithoutKnowingTheSearch() {
    var layout = SweepLayout.of(folder.toString(), "quick", "main");
    TableFiles files = TableFiles.of(layout, new Configuration(false));
    TrialRow full =
        row(
            2.28,
            Setting.of("learning-rate.embedding", 0.015625),
            Setting.of("batch-size", 8),
            Setting.of("schedule", "cosine"));
    TrialRow bare = row(Double.NaN, Setting.of("schedule", "linear"));

    files.publish(files.stage(TABLE, "e0001-000000", 0, List.of(full, bare)));

    assertThat(files.read(TrialTable.ofAnySearch())).containsExactly(full, bare);
  }

  @Test
  void rejectsAHyperparameterWithoutColumn() {
    assertThatThrownBy(() -> TABLE.toRecord(row(1, Setting.of("momentum", 0.9))))
        .hasMessage(
            "Cannot write trial x0001-0000000a: momentum has no column"
                + " (columns: [learning-rate.embedding, batch-size, schedule])");
  }

  @Test
  void rejectsValuesThatTheColumnCannotHold() {
    assertThatThrownBy(() -> TABLE.toRecord(row(1, Setting.of("batch-size", 8.5))))
        .hasMessage("Invalid value of batch-size: 8.5 (must be whole, as its column is)");
    assertThatThrownBy(() -> TABLE.toRecord(row(1, Setting.of("learning-rate.embedding", "high"))))
        .hasMessage(
            "Invalid value of learning-rate.embedding: 'high' (must be a number, as its column"
                + " is)");
  }

  @Test
  void rejectsTwoHyperparametersOfOneColumn() {
    var dot = new HyperparameterColumn("learning-rate.readout", Kind.NUMBER);
    var dash = new HyperparameterColumn("learning-rate-readout", Kind.NUMBER);
    assertThatThrownBy(() -> TrialTable.of(List.of(dot, dash)))
        .hasMessage(
            "Invalid hyperparameters: learning-rate.readout and learning-rate-readout"
                + " would share the column learning_rate_readout");
  }

  private static Schema.Type type(String column) {
    return TABLE.schema().getField(column).schema().getTypes().get(1).getType();
  }

  private static TrialRow row(double loss, Setting... settings) {
    return new TrialRow(
        "x0001-0000000a",
        "exploration",
        1,
        "maximal-update",
        32,
        2,
        4,
        1200,
        -5L,
        org.musweep.pipeline.space.Configuration.of(settings),
        Double.isNaN(loss) ? "failed" : "completed",
        1200,
        loss,
        Double.isNaN(loss) ? "IOException: gone" : "",
        "p0001",
        3,
        8,
        12.5,
        "localhost",
        1_700_000_000_123L,
        true);
  }
}
