package org.musweep.jobs;

import java.nio.file.Path;
import org.musweep.pipeline.report.CodeRevision;

/** The revision of the code that runs, looked up once. */
final class Revision {

  private static final String CURRENT =
      CodeRevision.of(Path.of(System.getProperty("musweep.home", ".")));

  private Revision() {}

  static String current() {
    return CURRENT;
  }
}
