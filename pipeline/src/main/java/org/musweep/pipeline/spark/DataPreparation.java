package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.Standardization;
import org.musweep.pipeline.spark.source.ColumnNeed;
import org.musweep.pipeline.spark.source.ParquetTable;
import org.musweep.pipeline.spark.source.PieceScan;
import org.musweep.pipeline.spark.source.SourceFile;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

/**
 * Turns text and tables into prepared directories, once: a run with the same source and settings
 * finds what an earlier one made.
 *
 * <p>Tokens take two passes over pieces of fixed size, one Spark task each: the first counts tokens
 * and collects characters, the second writes shards of a fixed number of tokens. Images take one,
 * since a table knows its rows. Each task streams, so memory does not grow with the data, and the
 * result does not depend on how many tasks run at a time. The last tokens or rows are for
 * validation; windows never cross the border.
 */
public final class DataPreparation {
  private static final String TRAINING = "train";
  private static final String VALIDATION = "validation";

  private final JavaSparkContext spark;
  private final ShardSizes sizes;

  private DataPreparation(JavaSparkContext spark, ShardSizes sizes) {
    this.spark = spark;
    this.sizes = sizes;
  }

  /** A preparation that runs its tasks in a Spark session. */
  public static DataPreparation on(SparkSession session) {
    return on(session, ShardSizes.STANDARD);
  }

  static DataPreparation on(SparkSession session, ShardSizes sizes) {
    return new DataPreparation(JavaSparkContext.fromSparkContext(session.sparkContext()), sizes);
  }

  /**
   * Prepares a source, or finds it prepared.
   *
   * @param spec the source
   * @param batchSize examples per batch; there must be enough data for one
   * @param root the directory that prepared directories go into, on any Hadoop file system
   * @throws DataException if the source cannot be used; nothing is left in {@code root} then
   */
  public PreparationResult prepare(DataSpec spec, int batchSize, String root) {
    try {
      var configuration = spark.hadoopConfiguration();
      var files = SourceFile.list(spec.path(), configuration);
      var key = PreparationKey.of(spec, files, tokenizerFile(spec, configuration), sizes);
      var unqualified = new Path(root, key);
      var fileSystem = unqualified.getFileSystem(configuration);
      var target = fileSystem.makeQualified(unqualified);
      var folder = new PreparedFolder(fileSystem, target);
      var need = new BatchNeed(spec, batchSize);
      var found = folder.find();
      if (found.isPresent()) {
        need.check(found.get().training().count(), found.get().validation().count());
        return new PreparationResult(target.toString(), found.get(), true);
      }
      var manifest =
          spec instanceof DataSpec.Images images
              ? prepareImages(images, files, need, folder)
              : prepareTokens((DataSpec.TokenSource) spec, files, need, folder);
      return new PreparationResult(target.toString(), manifest, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + spec.path(), e);
    }
  }

  private PreparedManifest prepareTokens(
      DataSpec.TokenSource spec, List<SourceFile> files, BatchNeed need, PreparedFolder folder)
      throws IOException {
    var configuration = broadcastConfiguration();
    var plan = TokenPlan.of(spec, files, sizes, spark.hadoopConfiguration());
    var counted = plan.counted(run(scan(plan, configuration), plan.pieces().size()));
    long total = counted.total();
    long split = total - plan.validationTokens(total);
    need.check(split, total - split);
    return folder.publish(
        directory -> {
          var task =
              new TokenShardTask(
                  plan.pieces(),
                  counted.counts(),
                  counted.tokenization(),
                  counted.vocabulary(),
                  directory.toString());
          var training = ShardRange.split(TRAINING, 0, split, sizes.tokensPerShard());
          var validation = ShardRange.split(VALIDATION, split, total, sizes.tokensPerShard());
          return new PreparedManifest.Tokens(
              plan.tokenizerName(),
              counted.characters(),
              counted.vocabulary(),
              WrittenShard.part(write(task, training, configuration)),
              WrittenShard.part(write(task, validation, configuration)));
        });
  }

  private PreparedManifest prepareImages(
      DataSpec.Images spec, List<SourceFile> files, BatchNeed need, PreparedFolder folder)
      throws IOException {
    var configuration = broadcastConfiguration();
    var shape = new DataShape.Images(spec.channels(), spec.height(), spec.width(), spec.classes());
    var groups = new ArrayList<ImageShardTask.Group>();
    long rows = 0;
    for (var group : rowGroups(spec, files, spark.hadoopConfiguration())) {
      groups.add(new ImageShardTask.Group(group.file(), group.index(), rows, group.rows()));
      rows += group.rows();
    }
    long total = rows;
    long split = total - spec.validationExamples();
    need.check(split, spec.validationExamples());
    long perShard =
        Math.max(1, sizes.imageBytesPerShard() / (shape.inputsPerRow() + Integer.BYTES));
    return folder.publish(
        directory -> {
          var task =
              new ImageShardTask(
                  groups, spec.pixelsColumn(), spec.labelColumn(), shape, directory.toString());
          var training = write(task, ShardRange.split(TRAINING, 0, split, perShard), configuration);
          var validation =
              write(task, ShardRange.split(VALIDATION, split, total, perShard), configuration);
          var sums = WrittenShard.pixelSums(training);
          return new PreparedManifest.Images(
              shape,
              Standardization.ofSums(
                  split * spec.height() * spec.width(),
                  sums.subList(0, spec.channels()),
                  sums.subList(spec.channels(), sums.size())),
              WrittenShard.part(training),
              WrittenShard.part(validation));
        });
  }

  private Broadcast<SerializableConfiguration> broadcastConfiguration() {
    return spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  private static Function<Integer, PieceScan> scan(
      TokenPlan plan, Broadcast<SerializableConfiguration> configuration) {
    var pieces = plan.pieces();
    var tokenization = plan.scanning();
    return piece -> PieceScan.of(pieces.get(piece), tokenization, configuration.value().value());
  }

  private List<WrittenShard> write(
      TokenShardTask task,
      List<ShardRange> ranges,
      Broadcast<SerializableConfiguration> configuration) {
    return shards(shard -> task.write(ranges.get(shard), configuration.value().value()), ranges);
  }

  private List<WrittenShard> write(
      ImageShardTask task,
      List<ShardRange> ranges,
      Broadcast<SerializableConfiguration> configuration) {
    return shards(shard -> task.write(ranges.get(shard), configuration.value().value()), ranges);
  }

  private List<WrittenShard> shards(Function<Integer, WrittenShard> task, List<ShardRange> ranges) {
    var shards = run(task, ranges.size());
    shards.forEach(WrittenShard::orThrow);
    return shards;
  }

  private <T> List<T> run(Function<Integer, T> task, int tasks) {
    var numbers = IntStream.range(0, tasks).boxed().toList();
    return spark.parallelize(numbers, tasks).map(task).collect();
  }

  static List<SourceFile> tokenizerFile(DataSpec spec, Configuration configuration) {
    return tokenizer(spec) instanceof Tokenizer.HuggingFace file
        ? SourceFile.list(file.path(), configuration)
        : List.of();
  }

  private static Tokenizer tokenizer(DataSpec spec) {
    if (spec instanceof DataSpec.Text text) {
      return text.tokenizer();
    }
    return spec instanceof DataSpec.TextColumn column ? column.tokenizer() : new Tokenizer.Bytes();
  }

  static List<ParquetTable.RowGroup> rowGroups(
      DataSpec.Images spec, List<SourceFile> files, Configuration configuration) {
    return ParquetTable.rowGroups(
        files,
        configuration,
        new ColumnNeed(spec.pixelsColumn(), ColumnNeed.Kind.PIXELS),
        new ColumnNeed(spec.labelColumn(), ColumnNeed.Kind.LABEL));
  }
}
