package org.musweep.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;

/**
 * What of a sweep file must not change between two commands on one run: all that a trial's result
 * depends on.
 */
final class RunIdentity {

  private RunIdentity() {}

  /**
   * SHA-256 over the parts that a trial's result depends on; comments, budgets and later steps are
   * left out.
   */
  static String hash(SweepSpec spec) {
    return textHash(
        String.join(
            "|",
            Long.toString(spec.seed()),
            spec.data().toString(),
            spec.model().toString(),
            spec.parametrization().toString(),
            spec.training().toString(),
            spec.search().space().toString(),
            spec.search().sampler().toString()));
  }

  /** What a driver records when it takes a study. */
  static Event.StudyOpened opened(long epoch, SweepSpec spec) {
    return new Event.StudyOpened(
        epoch, hash(spec), Provenance.UNKNOWN, Revision.current(), System.currentTimeMillis());
  }

  /** SHA-256 of a text, in hexadecimal. */
  static String textHash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  /**
   * Refuses to go on with a run whose trials were made with other settings.
   *
   * @throws SpecException if the study has trials of another sweep file
   */
  static void check(StudyState state, SweepSpec spec, SweepLayout layout) {
    if (state.opened().isPresent()
        && !state.trials().isEmpty()
        && !state.opened().get().specHash().equals(hash(spec))) {
      throw new SpecException(
          List.of(
              "%s: this run has trials of another sweep file (data, model, parametrization, training, search space or seed differ); use another --run-id, or the file as it was: %s"
                  .formatted(layout.root(), layout.sweepFile())));
    }
  }
}
