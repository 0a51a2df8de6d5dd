package org.musweep.jobs;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "musweep %s (revision %s)".formatted(number(), Revision.current()),
      "Spark %s, DJL %s, Java %s"
          .formatted(
              org.apache.spark.package$.MODULE$.SPARK_VERSION(),
              Engine.getDjlVersion(),
              Runtime.version())
    };
  }

  private static String number() {
    var properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the version", e);
    }
    return properties.getProperty("version");
  }
}
