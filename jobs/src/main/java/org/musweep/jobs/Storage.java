package org.musweep.jobs;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SpecException;

/**
 * Where results lie, as this process reaches it: with Hadoop's configuration and what {@code
 * spark.hadoop.*} adds to it, whether or not Spark runs.
 */
final class Storage {

  private static final String PREFIX = "spark.hadoop.";

  private Storage() {}

  static Configuration hadoop() {
    var hadoop = new Configuration();
    Arrays.stream(new SparkConf().getAllWithPrefix(PREFIX))
        .forEach(entry -> hadoop.set(entry._1(), entry._2()));
    return hadoop;
  }

  static Documents documents() {
    return Documents.of(hadoop());
  }

  static LogStore log(SweepLayout layout) {
    return LogStore.at(layout.log(), hadoop());
  }

  /**
   * Checks that there is a file system for a path.
   *
   * @throws org.musweep.pipeline.log.UnsupportedSchemeException if there is none for its scheme
   */
  static void checkScheme(String path) {
    URI place = new org.apache.hadoop.fs.Path(path).toUri();
    checkNoPassword(place);
    if (place.getScheme() != null) {
      documents().check(place);
    }
  }

  /**
   * Checks that a place does not carry a password, which would end up in the sweep file's copy, in
   * messages and in the log.
   *
   * @throws SpecException if it does
   */
  static void checkNoPassword(URI place) {
    String authority = Optional.ofNullable(place.getAuthority()).orElse("");
    int at = authority.lastIndexOf('@');
    if (at > 0 && authority.substring(0, at).contains(":")) {
      throw new SpecException(
          List.of(
              "%s://***@%s%s: a path must not carry a password; give it to the file system as a setting of Hadoop, such as spark.hadoop.fs.s3a.secret.key in a file that only you can read"
                  .formatted(place.getScheme(), authority.substring(at + 1), place.getPath())));
    }
  }

  /** A place as a person would write it: without the scheme if it is local. */
  static String shown(URI place) {
    if (!"file".equals(place.getScheme())) {
      return SweepLayout.hadoopPath(place).replaceAll("/$", "");
    }
    return SweepLayout.local(place).toString();
  }

  /** The same, relative to the working directory where that is shorter. */
  static String shownFromHere(URI place) {
    Path here = Path.of("").toAbsolutePath();
    return "file".equals(place.getScheme()) && SweepLayout.local(place).startsWith(here)
        ? here.relativize(SweepLayout.local(place)).toString()
        : shown(place);
  }
}
