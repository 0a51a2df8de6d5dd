package org.musweep.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.report.SecretMask;

/**
 * From which data and with which program a run's trials were trained, as its study has it. Results
 * that come from more than one of either do not compare as they should, so that is refused unless
 * forced, and then marked for good.
 */
final class Origin {

  /** The step under which the study records the hash of the data's content. */
  static final String DATA = "data";

  /** The step under which the study records the program's revision. */
  static final String PROGRAM = "program";

  /** The step under which the study records that its trials do not go together. */
  static final String MIXED = StudyState.MIXED;

  private Origin() {}

  /**
   * To be asked before trials are trained.
   *
   * @throws org.musweep.pipeline.sweep.SpecException if the run has trials that were trained on
   *     other data or with another program, and that is not forced
   */
  static void check(RunContext context) {
    check(
        context.study(),
        context.preparation().manifest().hash(),
        Revision.current(),
        context.changes(),
        context.layout().root().toString());
  }

  /**
   * Compares with what the study's trials were trained from, and records it.
   *
   * @throws org.musweep.pipeline.sweep.SpecException if something differs and that is not forced
   */
  static void check(Study study, String data, String program, Changes allowed, String run) {
    StudyState state = study.state();
    List<String> differences = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    compare(state, DATA, data, differences, events);
    compare(state, PROGRAM, program, differences, events);
    boolean trained = state.trials().stream().anyMatch(trial -> !trial.trainings().isEmpty());
    if (trained && !differences.isEmpty()) {
      String text = String.join("; ", differences);
      if (allowed != Changes.FORCED) {
        throw RunIdentity.refusal(
            "%s: this run's trials were trained otherwise: %s; use another --run-id, or --force to mix them, which the results then say"
                .formatted(run, text));
      }
      mark(study, text);
    }
    study.record(events);
  }

  private static void compare(
      StudyState state, String step, String now, List<String> differences, List<Event> events) {
    Optional<String> before = state.outcome(step).filter(one -> !one.equals(Provenance.UNKNOWN));
    if (before.equals(Optional.of(now)) || now.equals(Provenance.UNKNOWN)) {
      return;
    }
    before.ifPresent(one -> differences.add("%s was %s and is %s".formatted(step, one, now)));
    events.add(new Event.StepFinished(step, now));
  }

  /** Notes, for good, that the trials of a study do not go together. */
  static void mark(Study study, String what) {
    String all = study.state().outcome(MIXED).map(before -> before + "; " + what).orElse(what);
    study.record(new Event.StepFinished(MIXED, all));
  }

  /** What the run's documents say about their origin. */
  static Map<String, String> provenance(RunContext context) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("sweep", context.spec().sweep());
    values.put("spec-hash", RunIdentity.textHash(context.text()));
    values.put("code-revision", Revision.current());
    values.put("seed", Long.toString(context.spec().seed()));
    values.put("command", String.join(" ", SecretMask.mask(context.commandLine())));
    return values;
  }

  /** Why a study's trials do not go together; empty if they do. */
  static Optional<String> mixed(StudyState state) {
    return state.outcome(MIXED);
  }
}
