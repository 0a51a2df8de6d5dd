package org.musweep.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.launcher.SparkAppHandle;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.wide.WideDocuments;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideDocuments.Standing;
import org.musweep.pipeline.wide.WideEnd;

/**
 * Follows the wide run in its own application up to its end: one that an earlier command submitted
 * and that still lives, or else a new one, and another if that is killed.
 */
final class SubmittedRun {

  private static final Duration POLL = Duration.ofMillis(200);

  /** An application that has said nothing for so long is not alive. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** An application that was told to stop has so long to do it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How many applications may die one after the other without getting any further. */
  private static final int MOST_IN_VAIN = 3;

  private final RunContext context;
  private final String data;
  private final WideDocuments documents;
  private int shownStep;
  private String shownWarning = "";

  SubmittedRun(RunContext context, String data) {
    this.context = context;
    this.data = data;
    this.documents = WideDocuments.of(Storage.documents(), context.layout());
  }

  /**
   * Waits for the end.
   *
   * @return how it ended; empty if applications died again and again
   * @throws CancellationException if the command was told to stop; the application is stopped, too
   */
  Optional<WideEnd> end() {
    Optional<WideEnd> attached = ofLivingOne();
    if (attached.isPresent()) {
      return attached;
    }
    int inVain = 0;
    while (inVain < MOST_IN_VAIN) {
      int before = step();
      Optional<WideEnd> end = submit();
      if (end.isPresent()) {
        return end;
      }
      inVain = step() > before ? 0 : inVain + 1;
      context
          .display()
          .line("the wide run's application died at step %d; going on".formatted(step()));
    }
    return Optional.empty();
  }

  /** The end of the application that lives, if one does. */
  private Optional<WideEnd> ofLivingOne() {
    Optional<Application> last = documents.application();
    if (last.isEmpty() || !beatsAfter(last.get())) {
      return Optional.empty();
    }
    context
        .display()
        .line("following the application " + last.get().spark() + " that runs already");
    Application seen = last.get();
    do {
      Optional<WideEnd> end = documents.end();
      if (end.isPresent()) {
        return end;
      }
      if (context.isStopRequested()) {
        // An application that is not named any more ends itself.
        documents.write(new Application("stopped", "", 0));
        throw new CancellationException("Stopped on request");
      }
      show();
      seen = documents.application().orElse(seen);
    } while (beatsAfter(seen));
    return documents.end();
  }

  /** Whether an application gives a sign of life before it counts as dead. */
  private boolean beatsAfter(Application seen) {
    long deadline = System.nanoTime() + SILENCE.toNanos();
    while (System.nanoTime() < deadline && !context.isStopRequested()) {
      if (documents.end().isPresent() && step() > 0) {
        return true;
      }
      if (!documents.application().equals(Optional.of(seen))) {
        return true;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return context.isStopRequested();
  }

  private Optional<WideEnd> submit() {
    documents.forgetEnd();
    String id = UUID.randomUUID().toString();
    DriverLog log = new DriverLog(logFile(id));
    List<String> arguments =
        List.of(
            WideCommand.NAME,
            context.layout().root().toString(),
            "--data",
            data,
            "--application",
            id);
    SparkAppHandle handle = Submission.of(context.spec()).start(arguments, log.file());
    SparkAppHandle.State state = SparkAppHandle.State.UNKNOWN;
    while (!handle.getState().isFinal()) {
      if (handle.getState() != state) {
        state = handle.getState();
        context.display().phase("wide run: application " + text(state));
      }
      if (context.isStopRequested()) {
        stop(handle);
        throw new CancellationException("Stopped on request");
      }
      log.news().forEach(line -> context.display().line("wide run: " + line));
      show();
      LockSupport.parkNanos(POLL.toNanos());
    }
    log.news().forEach(line -> context.display().line("wide run: " + line));
    Optional<WideEnd> end = documents.end();
    if (end.isEmpty()) {
      context.display().line("the application's log: " + log.file());
    }
    return end;
  }

  private static void stop(SparkAppHandle handle) {
    handle.stop();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!handle.getState().isFinal() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    handle.kill();
  }

  private static String text(SparkAppHandle.State state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void show() {
    Optional<Standing> standing = documents.standing();
    if (standing.isEmpty()) {
      return;
    }
    Standing now = standing.get();
    if (now.step() != shownStep) {
      shownStep = now.step();
      context
          .display()
          .step("wide run", now.step(), now.steps(), "loss %.3f".formatted(now.loss()));
    }
    if (!now.warning().isEmpty() && !now.warning().equals(shownWarning)) {
      shownWarning = now.warning();
      context.display().line("wide run: caution: " + shownWarning);
    }
  }

  private int step() {
    return documents.standing().map(Standing::step).orElse(0);
  }

  /** In the run's folder, if that is on this machine. */
  private Path logFile(String id) {
    Path folder =
        "file".equals(context.layout().wide().getScheme())
            ? SweepLayout.local(context.layout().wide())
            : Path.of(System.getProperty("java.io.tmpdir"));
    return folder.resolve("driver-" + id + ".log");
  }
}
