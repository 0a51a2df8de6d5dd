package org.musweep.pipeline.wide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideDocuments.Standing;

class WideDocumentsTest {

  @TempDir Path folder;
  private WideDocuments documents;

  @BeforeEach
  void open() {
    documents =
        WideDocuments.of(
            Documents.of(new Configuration()), new SweepLayout(folder.toAbsolutePath().toUri()));
  }

  @Test
  void nothingIsThereBeforeTheRun() {
    assertThat(documents.application()).isEmpty();
    assertThat(documents.standing()).isEmpty();
    assertThat(documents.end()).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() {
    Application application = new Application("a", "app-1", 3);
    Standing standing = new Standing("a", 1, 40, 120, 2.5, "worse", 0.5);
    documents.write(application);
    documents.write(standing);

    assertThat(documents.application()).contains(application);
    assertThat(documents.standing()).contains(standing);
  }

  @Test
  void everyEndIsReadAsItWasWritten() {
    List<WideEnd> ends =
        List.of(
            new WideEnd.Trained(new TrialResult.Completed(120, 0.1 + 0.2), 12.5, 40),
            new WideEnd.Trained(new TrialResult.Diverged(7, Double.NaN, "loss is NaN"), 1, 0),
            new WideEnd.Refused(2, "sweep.yaml: no"));
    for (WideEnd end : ends) {
      documents.write(end);
      assertThat(documents.end()).contains(end);
    }
    documents.forgetEnd();
    assertThat(documents.end()).isEmpty();
  }

  @Test
  void applicationThatIsNotNamedAnyMoreStops() {
    documents.write(new Application("old", "", 0));
    RecordedProgress progress = new RecordedProgress(documents, "old", 0, new Endless());
    documents.write(new Application("new", "", 0));

    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!progress.stopRequested() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    assertThat(progress.stopRequested()).isTrue();
  }

  @Test
  void documentOfAnotherSchemaIsRefused() throws Exception {
    Files.createDirectories(folder.resolve("wide"));
    Files.writeString(folder.resolve("wide/progress.json"), "{\"schema\": 9}");

    assertThatThrownBy(documents::standing)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("schema 9");
  }

  private record Endless() implements WideProgress {

    @Override
    public void step(int step, int steps, double trainingLoss) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
