package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideDocuments.Standing;
import org.musweep.pipeline.wide.WideEnd;

/**
 * How the wide run stands, as its folder tells it to whoever can read that.
 *
 * @param application that trains or trained it
 * @param standing how far it is
 * @param end how it ended
 * @param silence since its application's last sign of life
 */
record WideStatus(
    Optional<Application> application,
    Optional<Standing> standing,
    Optional<WideEnd> end,
    Optional<Duration> silence) {

  /** An application gives a sign every second. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private static final double PERCENT = 100;

  /** A wide run that has not begun. */
  static WideStatus none() {
    return new WideStatus(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether an application of its own is at work on it. */
  boolean isAtWork() {
    return isSubmitted() && end.isEmpty() && !isSilent();
  }

  /** The lines for people, each under its label. */
  Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    line().ifPresent(text -> lines.put("wide run", text));
    standing
        .map(Standing::warning)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> lines.put("caution", text));
    if (isSubmitted()) {
      lines.put("application", application.map(Application::spark).orElse("") + ", " + life());
    }
    return lines;
  }

  /** How far it is, in one line. */
  Optional<String> line() {
    if (end.isPresent() && end.get() instanceof WideEnd.Refused refused) {
      return Optional.of("refused: " + refused.message());
    }
    return standing.map(
        at ->
            String.format(
                Locale.ROOT,
                "step %d of %d (%.0f%%), loss %.4f%s",
                at.step(),
                at.steps(),
                PERCENT * at.step() / Math.max(1, at.steps()),
                at.loss(),
                left(at)
                    .map(time -> ", about %s left".formatted(ProgressText.duration(time)))
                    .orElse("")));
  }

  /** Adds what scripts are told. */
  void addTo(ObjectNode document) {
    if (standing.isEmpty() && application.isEmpty()) {
      return;
    }
    ObjectNode node = document.putObject("wide");
    standing.ifPresent(
        at -> {
          node.put("step", at.step());
          node.put("steps", at.steps());
          node.put("loss", at.loss());
          node.put("stepsPerSecond", at.stepsPerSecond());
          left(at).ifPresent(time -> node.put("secondsLeft", time.toSeconds()));
          node.put("warning", at.warning());
        });
    application
        .map(Application::spark)
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> node.put("application", id));
    node.put("atWork", isAtWork());
    silence.ifPresent(time -> node.put("silentSeconds", time.toSeconds()));
  }

  private boolean isSubmitted() {
    return application.filter(one -> !one.spark().isEmpty()).isPresent();
  }

  private boolean isSilent() {
    return silence.filter(time -> time.compareTo(LONGEST_SILENCE) > 0).isPresent();
  }

  private String life() {
    if (end.isPresent()) {
      return "ended";
    }
    String sign = silence.map(ProgressText::duration).orElse("a while");
    return isSilent()
        ? "no sign of life for %s; train goes on from its last checkpoint".formatted(sign)
        : "last sign of life %s ago".formatted(sign);
  }

  private static Optional<Duration> left(Standing at) {
    return at.stepsPerSecond() > 0 && at.step() < at.steps()
        ? Optional.of(
            Duration.ofSeconds(Math.round((at.steps() - at.step()) / at.stepsPerSecond())))
        : Optional.empty();
  }
}
