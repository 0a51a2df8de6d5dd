package org.musweep.pipeline.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A lease by claims that are numbered, for file systems that have no locks.
 *
 * <p>Who opens the study writes a claim of the next number, looks again, and withdraws it if
 * somebody else's is there: of two that come at once, at most one stays. While it holds the study a
 * driver writes signs of life. Who finds a claim watches them by its own monotonic clock, so that
 * clocks need not agree: a driver that shows none for the lease's expiry counts as dead, and its
 * claim is superseded by the next number. Whether it really was dead does not matter: a store that
 * uses this refuses what a superseded driver writes.
 */
final class ClaimLease implements Lease {

  private static final long POLL_DIVISOR = 5;

  private final HadoopFiles files;
  private final Claim claim;
  private final Thread beats;
  private volatile boolean closed;

  private ClaimLease(HadoopFiles files, Claim claim, LeaseTiming timing) {
    this.files = files;
    this.claim = claim;
    beats = new Thread(() -> beat(timing), "study-lease");
    beats.setDaemon(true);
  }

  /**
   * Takes a study.
   *
   * @throws StudyHeldException if another driver holds it, or takes it at the same moment
   */
  static ClaimLease acquire(HadoopFiles files, LeaseHolder holder, LeaseTiming timing) {
    List<Claim> before = Claim.all(files);
    long highest = Claim.highest(before);
    for (Claim other : before) {
      if (other.number() == highest && isAlive(files, other, timing)) {
        throw StudyHeldException.atOpening(files.folder(), holder(files, other));
      }
    }
    Claim own = Claim.after(highest);
    files.put(own.file(), holder.json());
    for (Claim other : Claim.all(files)) {
      if (other.number() >= own.number() && !other.equals(own)) {
        files.delete(own.file());
        throw StudyHeldException.atOpening(files.folder(), holder(files, other));
      }
    }
    before.forEach(old -> forget(files, old));
    var lease = new ClaimLease(files, own, timing);
    lease.writeSign(0);
    lease.beats.start();
    return lease;
  }

  private static void forget(HadoopFiles files, Claim old) {
    files.delete(old.file());
    files.delete(old.beat());
    files.delete(old.release());
  }

  private static boolean isAlive(HadoopFiles files, Claim claim, LeaseTiming timing) {
    if (files.exists(claim.release())
        || holder(files, claim).filter(LeaseHolder::isKnownDead).isPresent()) {
      return false;
    }
    String sign = sign(files, claim);
    long start = System.nanoTime();
    while (System.nanoTime() - start < timing.expiry().toNanos()) {
      try {
        Thread.sleep(Math.max(1, timing.beat().toMillis() / POLL_DIVISOR));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
      if (files.exists(claim.release())) {
        return false;
      }
      if (!sign(files, claim).equals(sign)) {
        return true;
      }
    }
    return false;
  }

  private static String sign(HadoopFiles files, Claim claim) {
    return files
        .get(claim.beat())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private static Optional<LeaseHolder> holder(HadoopFiles files, Claim claim) {
    return files.get(claim.file()).flatMap(LeaseHolder::ofJson);
  }

  /** The driver of the latest claim. */
  static Optional<LeaseHolder> holder(HadoopFiles files) {
    List<Claim> claims = Claim.all(files);
    return claims.stream()
        .filter(claim -> claim.number() == Claim.highest(claims))
        .findFirst()
        .flatMap(claim -> holder(files, claim));
  }

  private void beat(LeaseTiming timing) {
    try {
      for (long count = 1; !closed; count++) {
        Thread.sleep(timing.beat().toMillis());
        writeSign(count);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeSign(long count) {
    try {
      files.put(claim.beat(), Long.toString(count).getBytes(StandardCharsets.UTF_8));
    } catch (StorageException e) {
      // The next sign may come through; if none does, the study is lost at the next append.
    }
  }

  Claim claim() {
    return claim;
  }

  /** Whether another driver has taken the study since. */
  boolean isSuperseded() {
    return Claim.highest(Claim.all(files)) > claim.number();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    beats.interrupt();
    try {
      beats.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isSuperseded()) {
      files.put(claim.release(), new byte[] {'\n'});
    }
  }
}
