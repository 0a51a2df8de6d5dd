package org.musweep.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.SweepLayout;

class TableAppenderTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;
  private TableFiles files;

  @BeforeEach
  void open() {
    files =
        TableFiles.of(SweepLayout.of(folder.toString(), "quick", "main"), new Configuration(false));
  }

  @Test
  void rowsAddedAgainByTheNextDriverAreWrittenOnce() {
    TableAppender<RungRow> first = appender(1);
    first.add(row("x0000-00000001"));
    first.add(row("x0000-00000001"));
    first.flush();

    TableAppender<RungRow> second = appender(2);
    second.add(row("x0000-00000001"));
    second.add(row("x0001-00000002"));
    second.flush();

    assertThat(files.read(new RungTable()))
        .containsExactly(row("x0000-00000001"), row("x0001-00000002"));
  }

  @Test
  void driverOfTheSameEpochLosesNoRow() {
    TableAppender<RungRow> first = appender(1);
    first.add(row("x0000-00000001"));
    first.flush();

    TableAppender<RungRow> second = appender(1);
    second.add(row("x0001-00000002"));
    second.flush();

    assertThat(files.read(new RungTable())).hasSize(2);
  }

  @Test
  void writesAtMostOneFileASecond() {
    TableAppender<RungRow> appender = appender(1);
    appender.add(row("x0000-00000001"));
    appender.flushIfDue(5 * SECOND);
    appender.add(row("x0001-00000002"));
    appender.flushIfDue(6 * SECOND - 1);
    assertThat(files.read(new RungTable())).hasSize(1);

    appender.flushIfDue(6 * SECOND);
    assertThat(files.read(new RungTable())).hasSize(2);
  }

  private TableAppender<RungRow> appender(long epoch) {
    return TableAppender.open(files, new RungTable(), epoch, RungRow::trial);
  }

  private static RungRow row(String trial) {
    return new RungRow(trial, 0, 400, 2.5, "promoted", "best");
  }
}
