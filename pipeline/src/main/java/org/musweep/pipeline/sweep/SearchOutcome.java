package org.musweep.pipeline.sweep;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.pipeline.log.StudyState;

/**
 * How a search ended: all of its trials have, or a budget ended it, which leaves trials that can be
 * gone on with.
 *
 * @param kind what ended it
 * @param limit of the budget, as its key in the sweep file has it; empty if no budget ended it
 * @param trials how many were suggested
 * @param search which search of the study, as {@code Suggestions} names it
 */
public record SearchOutcome(Kind kind, String limit, int trials, String search) {

  private static final Pattern FORM =
      Pattern.compile("([a-z-]+)(?: at ([^,]+))?, ([0-9]{1,9}) trials of ([0-9a-f]{8})");

  /** What ends a search. */
  public enum Kind {
    /** Every trial has ended. */
    COMPLETED,
    /** The time is over. */
    WALL_CLOCK,
    /** So many trials have ended, fewer than were asked for. */
    TRIALS,
    /** No pack fits into the optimizer steps that are left. */
    STEPS,
    /** Packs have trained for so long. */
    DEVICE_HOURS,
    /** No improvement is likely. */
    NO_IMPROVEMENT;

    /** The word used in the log and, but for the first, the key of the budget. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How the last search of a study ended; empty if none has. */
  public static Optional<SearchOutcome> of(StudyState state) {
    return state.outcome(Exploration.STEP).flatMap(SearchOutcome::parse);
  }

  private static Optional<SearchOutcome> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(matcher.group(1))) {
        String limit = Optional.ofNullable(matcher.group(2)).orElse("");
        int trials = Integer.parseInt(matcher.group(3));
        return Optional.of(new SearchOutcome(kind, limit, trials, matcher.group(4)));
      }
    }
    return Optional.empty();
  }

  /** Whether a budget ended it. */
  public boolean isByBudget() {
    return kind != Kind.COMPLETED;
  }

  /** The word for the log. */
  String text() {
    return limit.isEmpty()
        ? "%s, %d trials of %s".formatted(kind.word(), trials, search)
        : "%s at %s, %d trials of %s".formatted(kind.word(), limit, trials, search);
  }

  /** A form for people: {@code all 24 trials have ended}, or which budget ended it. */
  public String sentence() {
    return isByBudget()
        ? "budget.%s: %s ended the search after %d trials; a larger one goes on with it"
            .formatted(kind.word(), limit, trials)
        : "all %d trials have ended".formatted(trials);
  }
}
