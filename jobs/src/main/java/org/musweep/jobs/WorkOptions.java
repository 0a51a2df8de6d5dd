package org.musweep.jobs;

import org.musweep.jobs.RunIdentity.Changes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that adds to a run. */
final class WorkOptions {

  @Mixin private RunOptions run;

  @Option(
      names = "--force",
      description =
          "Goes on although the data, the program or the sweep file is another than that of the"
              + " run's trials; its results are then marked as mixed.")
  private boolean force;

  /** Which run. */
  RunOptions run() {
    return run;
  }

  /** What may differ from the commands before. */
  Changes changes(Changes otherwise) {
    return force ? Changes.FORCED : otherwise;
  }
}
