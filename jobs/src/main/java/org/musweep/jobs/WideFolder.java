package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.musweep.pipeline.log.AtomicFile;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.wide.WideRun;

/**
 * The wide run's folder belongs to one training: its checkpoints and result say nothing about
 * another choice, width or seed.
 */
final class WideFolder {

  private static final String MARK = "trains.txt";
  private static final int NAME_LENGTH = 8;

  private WideFolder() {}

  /**
   * Makes the folder that of a training. What another training left there is moved aside, to {@code
   * wide-} and the first letters of its hash.
   *
   * @throws UncheckedIOException if the folder cannot be read or moved
   */
  static void prepare(SweepLayout layout, WideRun run) {
    Path folder = SweepLayout.local(layout.wide());
    Path mark = folder.resolve(MARK);
    String own =
        RunIdentity.textHash(
            run.shape() + "|" + run.configuration().text() + "|" + Long.toString(run.seed()));
    try {
      if (Files.exists(mark)) {
        String found = Files.readString(mark).strip();
        if (found.equals(own)) {
          return;
        }
        Files.move(folder, folder.resolveSibling("wide-" + found.substring(0, NAME_LENGTH)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + folder, e);
    }
    AtomicFile.write(mark, own + "\n");
  }
}
