package org.musweep.pipeline.sampling;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The order of observations from best to worst: losses are compared between trials that came
 * equally far, and those that came farther go first, because the others were stopped for being
 * worse. What diverged comes last, the later the better.
 */
final class Standings {

  private Standings() {}

  /** The numbers of the observations, from best to worst; equals in their order. */
  static List<Integer> of(List<Observation> observations) {
    return IntStream.range(0, observations.size()).boxed().sorted(order(observations)).toList();
  }

  /** The numbers of the best observations, so many of them; without sorting the others. */
  static BitSet best(List<Observation> observations, int count) {
    BitSet best = new BitSet();
    if (count == 0) {
      return best;
    }
    Comparator<Integer> order = order(observations);
    PriorityQueue<Integer> worstFirst = new PriorityQueue<>(count + 1, order.reversed());
    for (int number = 0; number < observations.size(); number++) {
      if (worstFirst.size() == count && order.compare(number, worstFirst.element()) > 0) {
        continue;
      }
      worstFirst.add(number);
      if (worstFirst.size() > count) {
        worstFirst.remove();
      }
    }
    worstFirst.forEach(best::set);
    return best;
  }

  private static Comparator<Integer> order(List<Observation> observations) {
    return (one, other) -> {
      int compared = compare(observations.get(one), observations.get(other));
      return compared != 0 ? compared : Integer.compare(one, other);
    };
  }

  private static int compare(Observation one, Observation other) {
    if (one instanceof Observation.Diverged != other instanceof Observation.Diverged) {
      return one instanceof Observation.Diverged ? 1 : -1;
    }
    int further = Integer.compare(other.step(), one.step());
    return further != 0 ? further : Double.compare(loss(one), loss(other));
  }

  private static double loss(Observation one) {
    return one instanceof Observation.Measured measured ? measured.loss() : 0;
  }
}
