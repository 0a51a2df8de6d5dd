package org.musweep.pipeline.sweep;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The trials that wait to be trained, those that are not suggested yet included, by what they can
 * share a pack with.
 */
final class ReadyQueue {

  private final IntUnaryOperator entryRung;
  private final NavigableMap<Kind, NavigableMap<Integer, TrialSpec>> ready =
      new TreeMap<>(Kind.ORDER);
  private final Map<TrialId, Kind> places = new HashMap<>();
  private final BitSet suggested = new BitSet();
  private final NavigableMap<Integer, Fresh> fresh = new TreeMap<>();
  private int planned;
  private int waiting;

  /**
   * Trials that can share a pack: they wait to be trained from the same step to the same rung.
   *
   * @param rung the rung they are sent to
   * @param fromStep optimizer steps done
   * @param laneLimit most lanes of a pack with them
   */
  record Kind(int rung, int fromStep, int laneLimit) {
    /** Those that are furthest first, then those that were lost. */
    static final Comparator<Kind> ORDER =
        Comparator.comparingInt((Kind kind) -> -kind.rung())
            .thenComparingInt(kind -> -kind.fromStep())
            .thenComparingInt(Kind::laneLimit);

    static Kind fresh(int rung) {
      return new Kind(rung, 0, Losses.NO_LIMIT);
    }
  }

  /** The trials of one entry rung that are not suggested. */
  private static final class Fresh {
    private int next;
    private int left;
  }

  /**
   * An empty queue.
   *
   * @param entryRung the rung that a trial is first sent to, by its index
   */
  ReadyQueue(IntUnaryOperator entryRung) {
    this.entryRung = entryRung;
  }

  /** From now on so many trials are planned in all: those not suggested yet wait. */
  void plan(int trials) {
    for (; planned < trials; planned++) {
      if (!suggested.get(planned)) {
        Fresh entry = fresh.computeIfAbsent(entryRung.applyAsInt(planned), rung -> new Fresh());
        entry.next = entry.left == 0 ? planned : entry.next;
        entry.left++;
        waiting++;
      }
    }
  }

  /** A trial is suggested: it no longer waits for that. */
  void suggest(int trial) {
    if (suggested.get(trial)) {
      return;
    }
    suggested.set(trial);
    if (trial < planned) {
      fresh.get(entryRung.applyAsInt(trial)).left--;
      waiting--;
    }
  }

  /** How many trials of an entry rung are not suggested. */
  int unsuggested(int rung) {
    Fresh entry = fresh.get(rung);
    return entry == null ? 0 : entry.left;
  }

  /** How many trials are not suggested. */
  int unsuggested() {
    return fresh.values().stream().mapToInt(entry -> entry.left).sum();
  }

  /** The first trial of an entry rung that is not suggested. */
  int nextIndex(int rung) {
    Fresh entry = fresh.get(rung);
    while (suggested.get(entry.next) || entryRung.applyAsInt(entry.next) != rung) {
      entry.next++;
    }
    return entry.next;
  }

  void add(Kind kind, TrialSpec trial) {
    ready.computeIfAbsent(kind, absent -> new TreeMap<>()).put(trial.index(), trial);
    places.put(trial.id(), kind);
    waiting++;
  }

  /** Takes a trial out, if it is in. */
  void remove(TrialSpec trial) {
    Kind kind = places.remove(trial.id());
    if (kind != null) {
      ready.get(kind).remove(trial.index());
      if (ready.get(kind).isEmpty()) {
        ready.remove(kind);
      }
      waiting--;
    }
  }

  /** All that wait, suggested or not. */
  int size() {
    return waiting;
  }

  /** All that wait, with at most so many that are not suggested. */
  int size(int fresh) {
    int unsuggested = unsuggested();
    return waiting - unsuggested + Math.min(unsuggested, fresh);
  }

  /** The kinds that wait, in the order in which they are to start. */
  List<Kind> kinds() {
    NavigableSet<Kind> kinds = new TreeSet<>(ready.navigableKeySet());
    fresh.forEach(
        (rung, entry) -> {
          if (entry.left > 0) {
            kinds.add(Kind.fresh(rung));
          }
        });
    return List.copyOf(kinds);
  }

  /** How many of a kind wait, with at most so many that are not suggested. */
  int size(Kind kind, int fresh) {
    int known = ready.containsKey(kind) ? ready.get(kind).size() : 0;
    return kind.equals(Kind.fresh(kind.rung()))
        ? known + Math.min(unsuggested(kind.rung()), fresh)
        : known;
  }

  /** The first of a kind that are suggested, at most so many, by index. */
  List<TrialSpec> first(Kind kind, int most) {
    return ready.containsKey(kind)
        ? ready.get(kind).values().stream().limit(most).toList()
        : List.of();
  }
}
