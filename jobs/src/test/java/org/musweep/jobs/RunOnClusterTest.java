package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.wide.WideDocuments;

/** The whole chain on a cluster that has no slot beside those of the sweep. */
@Tag("spark")
@Tag("djl")
@Tag("slow")
class RunOnClusterTest {

  @TempDir Path folder;

  @Test
  void wideRunGetsTheSlotsThatTheSweepGaveBack() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(2, 1))) {
      ClusterCommand command = new ClusterCommand(cluster, folder);
      Process run = command.start("run.txt", Map.of(), "run", sweep.file());

      assertThat(command.end(run)).as(command.output("run.txt")).isZero();
      String output = command.output("run.txt");
      assertThat(output).contains("wide run: application running", "train done:");

      // The master has seen two applications, the sweep's and the wide run's, one after the other.
      assertThat(cluster.status())
          .contains("musweep small\"", "musweep small wide run\"")
          .doesNotContain("\"state\" : \"WAITING\"");
      WideDocuments documents =
          WideDocuments.of(
              Documents.of(new Configuration()), new SweepLayout(sweep.runFolder().toUri()));
      assertThat(documents.standing())
          .hasValueSatisfying(standing -> assertThat(standing.step()).isEqualTo(20));
      assertThat(sweep.runFolder().resolve("wide/model.safetensors")).exists();

      // Nothing that stands in the table of trials is written in the letters of the corpus.
      Process score =
          command.start(
              "score.txt",
              Map.of(),
              "score",
              sweep.file(),
              "--table",
              sweep.runFolder().resolve("trials").toString(),
              "--column",
              "status",
              "--bad-rows",
              "null",
              "--to",
              folder.resolve("scores").toString());
      assertThat(command.end(score)).as(command.output("score.txt")).isZero();
      assertThat(command.output("score.txt")).contains("could not be scored (null)");
    }
  }
}
