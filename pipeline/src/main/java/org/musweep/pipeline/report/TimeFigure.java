package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;

/**
 * Where the time went as a picture.
 *
 * @param parts at least one
 */
record TimeFigure(List<PartTime> parts) {

  Figure figure() {
    List<PartTime> upwards = new ArrayList<>(parts);
    Collections.reverse(upwards);
    double most = parts.stream().mapToDouble(PartTime::seconds).max().orElse(1);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < upwards.size(); i++) {
      double seconds = upwards.get(i).seconds();
      marks.add(new Mark.Box(0, seconds, i - 0.31, i + 0.31, Ink.ACCENT));
      marks.add(
          new Mark.Note(
              new Point(seconds, i), Figures.duration(seconds), Mark.Anchor.START, Ink.MUTED));
    }
    Panel panel =
        new Panel(
            "",
            new Axis("", new Scale.Linear(0, 1.15 * Math.max(most, 0.001), List.of())),
            new Axis("", new Scale.Bands(upwards.stream().map(PartTime::name).toList())),
            marks);
    return new Figure(
        "Wall-clock time per part", "", List.of(), List.of(panel), 1, 40 + 30 * parts.size());
  }
}
