package org.musweep.pipeline.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.pipeline.trial.Pack;

/** The packs that train now, and what those that were committed have cost. */
final class PacksUnderWay {

  private final Map<String, Pack> packs = new LinkedHashMap<>();
  private long steps;
  private double deviceSeconds;

  void start(Pack pack) {
    packs.put(pack.id(), pack);
    steps += steps(pack);
  }

  /** Takes a pack out, however it ended; empty if it is not under way. */
  Optional<Pack> end(String id) {
    Optional<Pack> pack = Optional.ofNullable(packs.remove(id));
    pack.ifPresent(one -> steps -= steps(one));
    return pack;
  }

  private static long steps(Pack pack) {
    return (long) pack.trials().size() * (pack.toStep() - pack.fromStep());
  }

  /** The names of all that train, in the order in which they were started. */
  List<String> ids() {
    return List.copyOf(packs.keySet());
  }

  /** The steps of all trials that are on their way. */
  long steps() {
    return steps;
  }

  void addDeviceSeconds(double seconds) {
    deviceSeconds += seconds;
  }

  /** Seconds that committed packs trained. */
  double deviceSeconds() {
    return deviceSeconds;
  }
}
