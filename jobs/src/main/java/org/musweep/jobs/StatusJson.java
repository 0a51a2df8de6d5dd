package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Purpose;

/** How a run stands, as {@code musweep status --json} prints it: one document, on one line. */
final class StatusJson {

  private StatusJson() {}

  /** The document. */
  static String of(StatusText status) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("folder", status.folder());
    document.put("held", status.isHeld());
    if (status.holder().isPresent()) {
      LeaseHolder holder = status.holder().get();
      document.putObject("holder").put("host", holder.host()).put("pid", holder.pid());
    }
    status.status().ifPresent(last -> add(document, last));
    ObjectNode steps = document.putObject("finishedSteps");
    for (String step : status.state().finishedSteps()) {
      steps.put(step, firstWord(status.state().outcome(step).orElse("")));
    }
    ObjectNode trials = document.putObject("trials");
    for (Purpose purpose : Purpose.values()) {
      List<TrialState> states = status.state().trials(purpose);
      if (!states.isEmpty()) {
        ObjectNode counts = trials.putObject(name(purpose));
        status
            .named(StudyCounts.of(states))
            .forEach(count -> counts.put(count.name(), count.value()));
      }
    }
    status.best().ifPresent(best -> add(document, best));
    int packs = status.state().packs(PackState.Status.RUNNING).size();
    document.put("runningPacks", status.isAlive() ? packs : 0);
    status.silence().ifPresent(time -> document.put("silentSeconds", time.toSeconds()));
    status.wide().addTo(document);
    status.documents().forEach(document.putArray("results")::add);
    return document.toString();
  }

  private static void add(ObjectNode document, RunStatus last) {
    document.put("step", last.step());
    document.put("state", last.state().name().toLowerCase(Locale.ROOT));
    last.exitCode().ifPresent(exit -> document.put("exitCode", exit));
    document.put("retryable", last.retryable());
    document.put("updated", last.updated().toString());
  }

  private static void add(ObjectNode document, TrialState trial) {
    ObjectNode best = document.putObject("best");
    best.put("trial", trial.spec().id().value());
    best.put("step", trial.progress().step());
    best.put("loss", trial.progress().loss());
    ObjectNode settings = best.putObject("settings");
    trial
        .spec()
        .configuration()
        .settings()
        .forEach(setting -> settings.put(setting.name(), setting.value().text()));
  }

  private static String name(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  /** Behind it there may be a hash of what it is the outcome of, or a comma and a reason. */
  private static String firstWord(String outcome) {
    return outcome.split("[ ,]", 2)[0];
  }
}
