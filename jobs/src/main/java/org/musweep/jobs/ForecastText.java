package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.forecast.Forecast;
import org.musweep.pipeline.forecast.WorkPart;
import org.musweep.pipeline.log.SweepLayout;

/** What a dry run says. */
final class ForecastText {

  private static final String ROW = "  %-12s %-17s %7s %11s %12s %12s %10s  %s";
  private static final double MEBIBYTE = 1 << 20;

  private ForecastText() {}

  /** A table with its sums. */
  static List<String> lines(String sweep, SweepLayout layout, Forecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "sweep '%s' would run, %d %s at once, into %s:"
            .formatted(
                sweep,
                forecast.slots(),
                forecast.slots() == 1 ? "pack" : "packs",
                Storage.shown(layout.root())));
    lines.add(
        ROW.formatted("step", "what", "width", "trainings", "lane-steps", "time", "memory", "")
            .stripTrailing());
    for (Forecast.Row row : forecast.rows()) {
      WorkPart part = row.part();
      lines.add(
          ROW.formatted(
                  part.step(),
                  part.what(),
                  part.width(),
                  part.trainings(),
                  part.isDone() ? "done" : Long.toString(part.laneSteps()),
                  part.isDone() ? "" : time(row),
                  megabytes(row.packBytes()),
                  basis(row))
              .stripTrailing());
    }
    lines.add("time:   " + total(forecast));
    lines.add(
        "memory: about %s in arrays while it runs; the table has that of one pack. The JVM and PyTorch add about 1 GB per process."
            .formatted(megabytes(forecast.peakBytes())));
    return List.copyOf(lines);
  }

  /** The same for scripts. */
  static String json(Forecast forecast) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    document.put("slots", forecast.slots());
    forecast.seconds().ifPresent(seconds -> document.put("seconds", seconds));
    document.put("peakBytes", forecast.peakBytes());
    var parts = document.putArray("parts");
    for (Forecast.Row row : forecast.rows()) {
      ObjectNode node = parts.addObject();
      node.put("step", row.part().step());
      node.put("what", row.part().what());
      node.put("width", row.part().width());
      node.put("depth", row.part().shape().depth());
      node.put("batchSize", row.part().shape().batchSize());
      node.put("trainings", row.part().trainings());
      node.put("laneSteps", row.part().laneSteps());
      node.put("packBytes", row.packBytes());
      row.seconds().ifPresent(seconds -> node.put("seconds", seconds));
      row.cost().ifPresent(cost -> node.put("measuredAtWidth", cost.measuredAt()));
    }
    return document.toString();
  }

  private static String total(Forecast forecast) {
    return forecast.seconds().isPresent()
        ? "about %s; starting Spark and preparing data are not in it"
            .formatted(duration(forecast.seconds().getAsDouble()))
        : "not known: no training of such a model is on record in the output folder yet; it is once"
            + " the first packs of a sweep are done";
  }

  private static String time(Forecast.Row row) {
    return row.seconds().isPresent() ? duration(row.seconds().getAsDouble()) : "?";
  }

  private static String basis(Forecast.Row row) {
    if (row.part().isDone() || row.cost().isEmpty()) {
      return "";
    }
    int width = row.cost().get().measuredAt();
    return width == row.part().width() ? "measured" : "at most, from width " + width;
  }

  private static String duration(double seconds) {
    return ProgressText.duration(Duration.ofSeconds(Math.max(1, Math.round(seconds))));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
  }
}
