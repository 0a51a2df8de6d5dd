package org.musweep.jobs;

import java.net.URI;
import java.util.Optional;
import org.musweep.pipeline.log.Documents;
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
   * @throws org.musweep.pipeline.log.StorageException if the folder cannot be read or moved
   */
  static void prepare(SweepLayout layout, WideRun run) {
    Documents documents = Storage.documents();
    URI mark = layout.wide().resolve(MARK);
    String own =
        RunIdentity.textHash(
            run.shape() + "|" + run.configuration().text() + "|" + Long.toString(run.seed()));
    Optional<String> found = documents.read(mark).map(String::strip);
    if (found.isPresent()) {
      if (found.get().equals(own)) {
        return;
      }
      documents.rename(layout.wide(), "wide-" + found.get().substring(0, NAME_LENGTH));
    }
    documents.write(mark, own + "\n");
  }

  /** Where the description of the data that the model was trained on is kept. */
  static URI manifest(SweepLayout layout) {
    return layout.wide().resolve("manifest.json");
  }

  /**
   * Keeps the description of the data (alphabet, standardization) with the model, which says
   * nothing without it.
   *
   * @param data the folder of the prepared data
   */
  static void keepManifest(SweepLayout layout, String data) {
    Documents documents = Storage.documents();
    URI folder = new org.apache.hadoop.fs.Path(data).toUri();
    URI absolute =
        folder.getScheme() == null ? java.nio.file.Path.of(folder.getPath()).toUri() : folder;
    documents
        .read(URI.create(absolute.toString().replaceAll("/*$", "/")).resolve("manifest.json"))
        .ifPresent(text -> documents.write(manifest(layout), text));
  }
}
