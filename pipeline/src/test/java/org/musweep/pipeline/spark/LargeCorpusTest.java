package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.ExampleOrder;
import org.musweep.mup.data.HostBatch;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;
import org.musweep.pipeline.testing.LocalSpark;

@Tag("spark")
@Tag("slow")
class LargeCorpusTest {
  private static final int CORPUS_BYTES = 64 << 20;

  /** A quarter of the corpus; what remains in use is a few megabytes. */
  private static final long MOST_GROWTH = 16L << 20;

  @TempDir Path directory;

  @Test
  void aCorpusIsPreparedAndReadWithoutKeepingItInTheHeap() throws IOException {
    var corpus = directory.resolve("corpus.txt");
    write(corpus);
    var preparation = DataPreparation.on(LocalSpark.session());
    var spec = new DataSpec.Text(corpus.toString(), new Tokenizer.Characters(), 64, 0.1);
    long before = usedHeap();
    var result = preparation.prepare(spec, 4, directory.resolve("out").toString());
    assertThat(result.manifest().training().shards()).hasSizeGreaterThan(2);
    try (var data = PreparedData.of(new Configuration()).open(result.directory(), spec)) {
      var batch = new HostBatch(data.shape(), 16);
      for (int step = 0; step < 1000; step++) {
        batch.clear();
        for (int row = 0; row < 16; row++) {
          data.readTraining(
              ExampleOrder.index(7, step, row, 16, data.shape(), data.trainingExamples()), batch);
        }
      }
      assertThat(usedHeap() - before).isLessThan(MOST_GROWTH);
      assertThat(batch.rows()).isEqualTo(16);
    }
  }

  private static void write(Path corpus) throws IOException {
    byte[] line =
        "a line of a corpus that is longer than memory, café\n".getBytes(StandardCharsets.UTF_8);
    try (var out = new BufferedOutputStream(Files.newOutputStream(corpus))) {
      for (int written = 0; written < CORPUS_BYTES; written += line.length) {
        out.write(line);
      }
    }
  }

  private static long usedHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
