package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.pipeline.sweep.DataSpec;

/**
 * Opens prepared directories where training runs: those on the local file system in place, others
 * from a copy in a {@link ShardCache}.
 */
public final class PreparedData {
  private static final String CACHE_PROPERTY = "musweep.cache";

  private final Configuration configuration;
  private final ShardCache cache;

  private PreparedData(Configuration configuration, ShardCache cache) {
    this.configuration = configuration;
    this.cache = cache;
  }

  /** Reads through a Hadoop configuration and keeps copies in a cache. */
  public static PreparedData of(Configuration configuration, ShardCache cache) {
    return new PreparedData(configuration, cache);
  }

  /**
   * Reads through a Hadoop configuration and keeps copies in the directory that the system property
   * {@value #CACHE_PROPERTY} names, or else in the user's part of the temporary directory.
   */
  public static PreparedData of(Configuration configuration) {
    String root =
        System.getProperty(
            CACHE_PROPERTY,
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "musweep-cache-" + System.getProperty("user.name"))
                .toString());
    return of(configuration, ShardCache.at(Path.of(root)));
  }

  /**
   * Opens a prepared directory of tokens.
   *
   * @param directory as {@link PreparationResult#directory()} names it
   * @param sequenceLength input positions per window
   * @return a data set that the caller closes
   * @throws DataException if it is not such a directory or is damaged
   */
  public TokenDataset openTokens(String directory, int sequenceLength) {
    return TokenDataset.open(local(directory), sequenceLength);
  }

  /**
   * Opens a prepared directory of images.
   *
   * @param directory as {@link PreparationResult#directory()} names it
   * @return a data set that the caller closes
   * @throws DataException if it is not such a directory or is damaged
   */
  public ImageDataset openImages(String directory) {
    return ImageDataset.open(local(directory));
  }

  /**
   * Opens what was prepared for a sweep file's data section.
   *
   * @return a data set that the caller closes
   * @throws DataException if it is not such a directory or is damaged
   */
  public Dataset open(String directory, DataSpec spec) {
    return spec instanceof DataSpec.TokenSource tokens
        ? openTokens(directory, tokens.sequenceLength())
        : openImages(directory);
  }

  private Path local(String directory) {
    var path = new org.apache.hadoop.fs.Path(directory);
    try {
      var fileSystem = path.getFileSystem(configuration);
      var qualified = fileSystem.makeQualified(path).toUri();
      return qualified.getScheme().equals("file")
          ? Path.of(qualified.getPath())
          : cache.fetch(fileSystem, path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open prepared data " + directory, e);
    }
  }
}
