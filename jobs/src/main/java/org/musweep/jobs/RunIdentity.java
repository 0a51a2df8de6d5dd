package org.musweep.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.sweep.DepthSpec;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.Purpose;

/**
 * What of a sweep file must not change between two commands on one run: all that a trial's result
 * depends on.
 */
final class RunIdentity {

  /** The model's own width, which stands first in its text. */
  private static final Pattern WIDTH = Pattern.compile("\\[width=[0-9]+");

  private RunIdentity() {}

  /** What may differ from the commands before. */
  enum Changes {
    /** Nothing that a trial's result depends on. */
    NONE,
    /** The ranges, the sampler, the trials' width and the seed, as long as old trials still fit. */
    EXTENSION,
    /** Anything; the results are then marked. */
    FORCED
  }

  /**
   * SHA-256 over the parts that a trial's result depends on, those that an extension may change
   * apart; comments, budgets and later steps are left out.
   */
  static String hash(SweepSpec spec) {
    return trained(spec) + "-" + searched(spec);
  }

  private static String trained(SweepSpec spec) {
    return textHash(
        String.join(
            "|",
            spec.data().toString(),
            WIDTH.matcher(spec.model().toString()).replaceFirst("[width=any"),
            spec.parametrization().toString().replace(", depth=" + DepthSpec.DEFAULT, ""),
            spec.training().toString().replaceAll(", noiseEvery=[0-9]+", "")));
  }

  private static String searched(SweepSpec spec) {
    return textHash(
        String.join(
            "|",
            Long.toString(spec.seed()),
            Integer.toString(spec.model().width()),
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
   * @return what differs although it should not, if that was forced
   * @throws SpecException if the study has trials of another sweep file
   */
  static Optional<String> check(
      StudyState state, SweepSpec spec, SweepLayout layout, Changes allowed) {
    Optional<String> before = state.opened().map(Event.StudyOpened::specHash);
    if (before.isEmpty() || state.trials().isEmpty() || before.get().equals(hash(spec))) {
      return Optional.empty();
    }
    if (!before.get().startsWith(trained(spec) + "-")) {
      if (allowed == Changes.FORCED) {
        return Optional.of("trained by different sweep files");
      }
      throw refusal(
          "%s: this run has trials of another sweep file (data, model, parametrization or training differ); use another --run-id, or the file as it was: %s; or --force to mix them, which the results then say"
              .formatted(layout.root(), layout.sweepFile()));
    }
    if (allowed == Changes.NONE) {
      throw refusal(
          "%s: this run has trials of another search (space, sampler, width or seed differ); use another --run-id, or the file as it was: %s; or 'musweep extend' to go on with this one"
              .formatted(layout.root(), layout.sweepFile()));
    }
    state.trials(Purpose.EXPLORATION).stream()
        .filter(trial -> !spec.search().space().contains(trial.spec().configuration()))
        .findFirst()
        .ifPresent(
            outside -> {
              throw refusal(
                  "%s: search.space must contain what was tried before, but not %s: %s"
                      .formatted(
                          layout.root(),
                          outside.spec().id(),
                          outside.spec().configuration().text()));
            });
    return Optional.empty();
  }

  static SpecException refusal(String message) {
    return new SpecException(List.of(message));
  }
}
