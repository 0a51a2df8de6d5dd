package org.musweep.pipeline.log;

import java.util.List;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Something that happened to a sweep. The events of a log, in order, are all that is known about
 * it; {@link StudyState} says what they add up to.
 *
 * <p>Units: {@code atMillis} is wall-clock time in milliseconds since 1970 UTC, for people to read:
 * order is the order of the log, never of these times.
 */
public sealed interface Event {

  /**
   * A driver has taken the study. Packs that the driver before it left running are lost with it.
   *
   * @param epoch the driver's number, above that of every driver before
   * @param specHash of the sweep file
   * @param dataHash of the data's content
   * @param codeRevision of the program
   * @param atMillis when
   */
  record StudyOpened(
      long epoch, String specHash, String dataHash, String codeRevision, long atMillis)
      implements Event {}

  /** A trial is to be trained. */
  record TrialSuggested(TrialSpec trial) implements Event {}

  /** A pack was handed to the executor. */
  record PackStarted(Pack pack, long atMillis) implements Event {}

  /** A pack's report was accepted; its results are final and its files may be published. */
  record PackCommitted(PackReport report, long atMillis) implements Event {}

  /** A pack ended without a report; its trials are where they were before it. */
  record PackLost(String pack, Cause cause, String reason) implements Event {

    /** What took a pack away. */
    public enum Cause {
      /** Its executor ended by itself, with no other pack on it, or its report was none. */
      EXECUTOR,
      /** Its executor, with no other pack on it, ended for want of memory. */
      MEMORY,
      /**
       * Its executor was killed or has vanished, or it went down with several packs: nothing says
       * that this one is to blame.
       */
      KILLED,
      /** It made no step for too long, and a watchdog ended it. */
      STALL
    }

    /** A pack whose executor ended by itself. */
    public PackLost(String pack, String reason) {
      this(pack, Cause.EXECUTOR, reason);
    }
  }

  /**
   * A pack was called off by the driver; its trials are where they were before it, and it does not
   * count against them.
   */
  record PackCancelled(String pack, String reason) implements Event {}

  /** The executor has so many slots from now on: what is packed together depends on it. */
  record SlotsChanged(int slots) implements Event {}

  /**
   * Stacks of a width were timed, to find how many lanes a pack should have.
   *
   * @param width of the models
   * @param times by number of lanes
   * @param chosen number of lanes
   */
  record LanesMeasured(int width, List<LaneTime> times, int chosen) implements Event {
    /** Copies the times. */
    public LanesMeasured {
      times = List.copyOf(times);
    }
  }

  /**
   * A trial was judged at a rung, by its last loss.
   *
   * @param trial the trial
   * @param rung the rung's number, from 0
   * @param step optimizer steps at that rung, or where the trial ended on the way to it
   * @param decision what was decided
   * @param reason why, in words
   */
  record RungDecided(TrialId trial, int rung, int step, RungDecision decision, String reason)
      implements Event {}

  /** A trial was ended by the driver; what ends inside a pack ends with the pack's report. */
  record TrialEnded(TrialId trial, TrialResult result, long atMillis) implements Event {}

  /**
   * A step of the sweep, such as {@code coord-check}, is done.
   *
   * @param step its name
   * @param outcome how it ended, in a word such as {@code passed}
   */
  record StepFinished(String step, String outcome) implements Event {}
}
