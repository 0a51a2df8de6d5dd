package org.musweep.pipeline.sweep;

/** The two times that a driver needs; tests bring their own. */
interface SweepClock {

  /** The machine's. */
  SweepClock SYSTEM =
      new SweepClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
          return System.currentTimeMillis();
        }
      };

  /** Monotonic, for durations: budgets do not follow a clock that is set. */
  long nanoTime();

  /** Milliseconds since 1970 UTC, for people to read. */
  long currentTimeMillis();
}
