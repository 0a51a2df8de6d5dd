package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.Event;

/** In which order a search looks at the results of packs. */
interface PackOrder {

  /**
   * Takes up what became of packs.
   *
   * @param events about packs that ended, not recorded yet; they are recorded by this or with what
   *     the next turn returns
   */
  void arrived(List<Event> events);

  /** What has to be recorded of what arrived, and what follows from it, without new packs. */
  List<Event> decisions(long atMillis);

  /** Suggestions and packs to be recorded and then started. */
  List<Event> starts(long atMillis);
}
