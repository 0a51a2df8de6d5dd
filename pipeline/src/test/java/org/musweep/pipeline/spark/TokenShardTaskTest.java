package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.PreparedPart;
import org.musweep.pipeline.spark.source.PieceScan;
import org.musweep.pipeline.spark.source.SourceFile;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

class TokenShardTaskTest {
  private final Configuration configuration = new Configuration();

  @TempDir Path directory;

  @Test
  void theSameBytesAtParallelismOneAndFour() throws Exception {
    var one = prepare(1);
    var four = prepare(4);
    assertThat(one.shards()).hasSizeGreaterThan(50).isEqualTo(four.shards());
    assertThat(one).isEqualTo(four);
    for (var shard : one.shards()) {
      assertThat(directory.resolve("1").resolve(shard.file()))
          .hasSameBinaryContentAs(directory.resolve("4").resolve(shard.file()));
    }
  }

  private PreparedPart prepare(int parallelism) throws Exception {
    var plan = plan(text());
    var scans = new ArrayList<Callable<PieceScan>>();
    for (var piece : plan.pieces()) {
      scans.add(() -> PieceScan.of(piece, plan.scanning(), configuration));
    }
    var counted = plan.counted(run(scans, parallelism));
    var task = task(plan, counted, directory.resolve(parallelism + ""));
    var shards = new ArrayList<Callable<WrittenShard>>();
    for (var range : ShardRange.split("train", 0, counted.total(), 64)) {
      shards.add(() -> task.write(range, configuration).orThrow());
    }
    return WrittenShard.part(run(shards, parallelism));
  }

  private static <T> List<T> run(List<Callable<T>> tasks, int parallelism)
      throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(parallelism);
    try {
      var results = new ArrayList<T>();
      for (var result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aSourceThatChangesMeanwhileIsNoticed() throws IOException {
    var plan = plan(text());
    var scans = new ArrayList<PieceScan>();
    for (var piece : plan.pieces()) {
      scans.add(PieceScan.of(piece, plan.scanning(), configuration));
    }
    var counted = plan.counted(scans);
    Files.writeString(directory.resolve("a.txt"), text().substring(10));
    var written =
        task(plan, counted, directory.resolve("out"))
            .write(new ShardRange("train-00000.bin", 0, counted.total()), configuration);
    assertThatThrownBy(written::orThrow)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("The source changed while it was prepared");
    assertThat(directory.resolve("out")).isDirectoryNotContaining("glob:**train*");
  }

  private static String text() {
    return IntStream.range(0, 1000).mapToObj(i -> "é" + i).collect(Collectors.joining("\n"));
  }

  private TokenPlan plan(String text) throws IOException {
    var file = Files.writeString(directory.resolve("a.txt"), text).toString();
    var spec = new DataSpec.Text(file, new Tokenizer.Characters(), 5, 0.1);
    return TokenPlan.of(
        spec, SourceFile.list(file, configuration), new ShardSizes(97, 64, 1), configuration);
  }

  private static TokenShardTask task(TokenPlan plan, TokenPlan.Counted counted, Path directory) {
    return new TokenShardTask(
        plan.pieces(),
        counted.counts(),
        counted.tokenization(),
        counted.vocabulary(),
        directory.toString());
  }
}
