package org.musweep.pipeline.rung;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.musweep.pipeline.trial.TrialId;

/**
 * Each rule as it is published, on plain lists that are sorted anew each time. The answer of a rule
 * is who goes on and who stops; who is in neither set waits.
 */
final class ReferenceRules {

  private ReferenceRules() {}

  record Answer(Set<TrialId> promoted, Set<TrialId> stopped) {
    static Answer of(List<Decision> decisions) {
      Answer answer = new Answer(new HashSet<>(), new HashSet<>());
      decisions.forEach(
          decision ->
              (decision instanceof Decision.Promote ? answer.promoted : answer.stopped)
                  .add(decision.trial()));
      return answer;
    }
  }

  interface Rule {
    Answer answer(LadderRecord record);
  }

  /** arXiv:1810.05934, algorithm 2; with a winner where ⌊n/η⌋ is 0 and an end when all are in. */
  static Answer ashaPromotion(LadderRecord record) {
    return halving(record, true);
  }

  /** arXiv:1603.06560: a rung is decided when it is complete. */
  static Answer synchronousHalving(LadderRecord record) {
    return halving(record, false);
  }

  private static Answer halving(LadderRecord record, boolean early) {
    Answer answer = new Answer(new HashSet<>(), new HashSet<>());
    int factor = record.schedule.reductionFactor();
    for (int rung = 0; rung < record.schedule.lastRung(); rung++) {
      boolean settled = isSettled(record, rung, answer);
      List<RungObservation> sorted =
          record.observations.get(rung).stream()
              .sorted(
                  Comparator.comparingDouble(RungObservation::loss)
                      .thenComparing(seen -> seen.trial().value()))
              .toList();
      int best = settled ? Math.max(1, sorted.size() / factor) : sorted.size() / factor;
      for (RungObservation seen : record.waiting(rung)) {
        boolean amongBest = sorted.indexOf(seen) < best;
        if (amongBest && (early || settled)) {
          answer.promoted.add(seen.trial());
        } else if (settled) {
          answer.stopped.add(seen.trial());
        }
      }
    }
    return answer;
  }

  private static boolean isSettled(LadderRecord record, int rung, Answer soFar) {
    for (int below = 0; below <= rung; below++) {
      if (record.outstanding(below) > 0) {
        return false;
      }
      boolean promotesNow =
          below < rung
              && record.waiting(below).stream()
                  .anyMatch(seen -> soFar.promoted.contains(seen.trial()));
      if (promotesNow) {
        return false;
      }
    }
    return true;
  }

  /** Optuna's successive halving: continue if v is at most V[max(⌊n/η⌋ − 1, 0)], V sorted. */
  static Answer ashaStopping(LadderRecord record, int minPeers) {
    Answer answer = new Answer(new HashSet<>(), new HashSet<>());
    for (int rung = 0; rung < record.schedule.lastRung(); rung++) {
      List<Double> losses = record.sortedLosses(rung);
      if (losses.size() < minPeers && !isSettled(record, rung, answer)) {
        continue;
      }
      for (RungObservation seen : record.waiting(rung)) {
        int j = Math.max(losses.size() / record.schedule.reductionFactor() - 1, 0);
        (seen.loss() <= losses.get(j) ? answer.promoted : answer.stopped).add(seen.trial());
      }
    }
    return answer;
  }

  /** The median stopping rule, with the best loss so far against losses at the rung. */
  static Answer median(LadderRecord record, int startup) {
    Answer answer = new Answer(new HashSet<>(), new HashSet<>());
    List<TrialId> completed = record.completed();
    for (int rung = 0; rung < record.schedule.lastRung(); rung++) {
      List<Double> peers =
          record.observations.get(rung).stream()
              .filter(seen -> completed.contains(seen.trial()))
              .map(RungObservation::loss)
              .sorted()
              .toList();
      for (RungObservation seen : record.waiting(rung)) {
        double best = Double.POSITIVE_INFINITY;
        for (int earlier = 0; earlier <= rung; earlier++) {
          for (RungObservation own : record.observations.get(earlier)) {
            best = own.trial().equals(seen.trial()) ? Math.min(best, own.loss()) : best;
          }
        }
        boolean worse =
            peers.size() >= startup
                && best > (peers.get((peers.size() - 1) / 2) + peers.get(peers.size() / 2)) / 2;
        (worse ? answer.stopped : answer.promoted).add(seen.trial());
      }
    }
    return answer;
  }

  /** Stops above a limit; all others as another rule has it. */
  static Answer threshold(LadderRecord record, double limit, Rule otherwise) {
    Answer answer = otherwise.answer(record);
    for (int rung = 0; rung < record.schedule.lastRung(); rung++) {
      for (RungObservation seen : record.waiting(rung)) {
        if (seen.loss() > limit) {
          answer.promoted.remove(seen.trial());
          answer.stopped.add(seen.trial());
        }
      }
    }
    return answer;
  }

  /** Stops whose best loss is older than so many rungs; all others as another rule has it. */
  static Answer patience(LadderRecord record, int rungs, double least, Rule otherwise) {
    Answer answer = otherwise.answer(record);
    for (int rung = 0; rung < record.schedule.lastRung(); rung++) {
      for (RungObservation seen : record.waiting(rung)) {
        Map<Integer, Double> own = new TreeMap<>();
        for (int earlier = 0; earlier <= rung; earlier++) {
          int at = earlier;
          record.observations.get(earlier).stream()
              .filter(one -> one.trial().equals(seen.trial()))
              .forEach(one -> own.put(at, one.loss()));
        }
        double before = Double.POSITIVE_INFINITY;
        double since = Double.POSITIVE_INFINITY;
        for (Map.Entry<Integer, Double> one : own.entrySet()) {
          if (one.getKey() <= rung - rungs) {
            before = Math.min(before, one.getValue());
          } else {
            since = Math.min(since, one.getValue());
          }
        }
        if (Double.isFinite(before) && since >= before - least) {
          answer.promoted.remove(seen.trial());
          answer.stopped.add(seen.trial());
        }
      }
    }
    return answer;
  }
}
