package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.log.Event;

/** Results count as soon as they arrive, and packs are made for the slots that are free. */
final class ArrivalOrder implements PackOrder {

  private final Board board;
  private final Planner planner;
  private final RunningPacks packs;
  private final List<Event> unrecorded = new ArrayList<>();
  private int slots;

  ArrivalOrder(Board board, Planner planner, RunningPacks packs) {
    this.board = board;
    this.planner = planner;
    this.packs = packs;
  }

  @Override
  public void arrived(List<Event> events) {
    events.forEach(board::apply);
    unrecorded.addAll(events);
  }

  @Override
  public List<Event> decisions(long atMillis) {
    List<Event> events = new ArrayList<>(unrecorded);
    unrecorded.clear();
    events.addAll(planner.decisions(atMillis));
    return events;
  }

  @Override
  public List<Event> starts(long atMillis) {
    List<Event> events = new ArrayList<>();
    if (packs.slots() != slots) {
      slots = packs.slots();
      events.add(new Event.SlotsChanged(slots));
    }
    events.addAll(planner.starts(packs.freeSlots(), atMillis));
    return events;
  }
}
