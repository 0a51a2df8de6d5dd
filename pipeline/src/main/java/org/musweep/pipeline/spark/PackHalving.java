package org.musweep.pipeline.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.sweep.LogContext;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a pack; where that throws, its halves, down to the lane that is at fault. The others then
 * train as if it had not been there.
 *
 * <p>A pack that memory has no room for is halved in the same way, and the process remembers how
 * many lanes of its shape were too many: later packs of that shape are split before they are tried.
 */
final class PackHalving {

  private static final Logger LOG = LoggerFactory.getLogger(PackHalving.class);

  /** The fewest lanes of a shape that did not fit into this process's memory, or on its device. */
  private static final Map<TrialShape, Integer> TOO_MANY = new ConcurrentHashMap<>();

  private final Training training;
  private final PackMonitor monitor;
  private final Map<TrialShape, Integer> tooMany;

  /** Trains all lanes of a pack in one stack. */
  interface Training {
    /** The lanes' reports, in order. */
    List<LaneReport> train(Pack pack) throws IOException;
  }

  private PackHalving(Training training, PackMonitor monitor, Map<TrialShape, Integer> tooMany) {
    this.training = training;
    this.monitor = monitor;
    this.tooMany = tooMany;
  }

  /** Halves what this process cannot train whole. */
  static PackHalving of(Training training, PackMonitor monitor) {
    return new PackHalving(training, monitor, TOO_MANY);
  }

  /** The same with a memory of its own. */
  static PackHalving forgetful(Training training, PackMonitor monitor) {
    return new PackHalving(training, monitor, new ConcurrentHashMap<>());
  }

  /** The reports of all lanes, in order; a lane that cannot be trained at all has failed. */
  List<LaneReport> run(Pack pack) {
    int lanes = pack.trials().size();
    if (lanes > 1 && lanes >= tooMany.getOrDefault(pack.shape(), Integer.MAX_VALUE)) {
      return halves(pack);
    }
    monitor.alive();
    try {
      return training.train(pack);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException | IOException | LinkageError | OutOfMemoryError e) {
      return instead(pack, e);
    }
  }

  private List<LaneReport> instead(Pack pack, Throwable cause) {
    int lanes = pack.trials().size();
    if (monitor.isCancelled()) {
      throw new IllegalStateException("Cancelled pack " + pack.id(), cause);
    }
    if (lanes == 1) {
      LogContext.TRIAL.during(
          pack.trials().get(0).id().value(), () -> LOG.info("trial failed", cause));
      return List.of(failed(pack, cause));
    }
    if (OutOfMemory.is(cause)) {
      LOG.warn("pack halved, as memory has no room for {} trials: {}", lanes, cause.getMessage());
      tooMany.merge(pack.shape(), lanes, Math::min);
    } else {
      LOG.warn("pack halved, as one of {} trials throws: {}", lanes, cause.toString());
    }
    return halves(pack);
  }

  private List<LaneReport> halves(Pack pack) {
    int lanes = pack.trials().size();
    List<LaneReport> reports = new ArrayList<>(run(part(pack, 0, lanes / 2)));
    reports.addAll(run(part(pack, lanes / 2, lanes)));
    return reports;
  }

  private static Pack part(Pack pack, int from, int to) {
    return new Pack(
        pack.id(), pack.shape(), pack.fromStep(), pack.toStep(), pack.trials().subList(from, to));
  }

  private static LaneReport failed(Pack pack, Throwable cause) {
    String reason = cause.getClass().getName() + ": " + cause.getMessage();
    return new LaneReport.Ended(
        pack.trials().get(0).id(), new TrialResult.Failed(pack.fromStep(), reason));
  }
}
