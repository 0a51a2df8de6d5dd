package org.musweep.pipeline.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialId;

/**
 * Keeps a trial that was lost together with others away from them: when it trains again, nothing
 * else does. Its executor's end then says something about it, and nothing about others.
 */
final class Quarantine {

  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Set<TrialId> suspects = ConcurrentHashMap.newKeySet();

  /** Notes that a pack went down with others; of interest are those of one trial. */
  void suspect(Pack pack) {
    if (pack.trials().size() == 1) {
      suspects.add(pack.trials().get(0).id());
    }
  }

  /** Waits until a pack may train: a suspect until nothing else does, others until it is done. */
  void enter(Pack pack) throws InterruptedException {
    if (isSuspect(pack)) {
      lock.writeLock().lockInterruptibly();
    } else {
      lock.readLock().lockInterruptibly();
    }
  }

  /** A pack that entered, in the same thread, has ended. */
  void leave(Pack pack) {
    if (isSuspect(pack)) {
      lock.writeLock().unlock();
    } else {
      lock.readLock().unlock();
    }
  }

  private boolean isSuspect(Pack pack) {
    return pack.trials().size() == 1 && suspects.contains(pack.trials().get(0).id());
  }
}
