package org.musweep.jobs;

import org.musweep.pipeline.sweep.SweepObserver;

/** Shows a person what is going on. */
interface Display extends SweepObserver, AutoCloseable {

  /** A new phase begins. */
  void phase(String title);

  /** The phase has ended, and the next one is not there yet: nothing is under way to be shown. */
  void rest();

  /** A line that stays. */
  void line(String text);

  /** Progress of something that is not a pack, such as the wide run; may be drawn over. */
  void step(String what, int done, int of, String detail);

  /** How many lane-steps all packs of this process have done, also those that still run. */
  void laneSteps(long total);

  /** Ends what is being drawn. */
  @Override
  void close();
}
