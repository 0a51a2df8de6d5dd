package org.musweep.pipeline.wide;

import java.time.Duration;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideDocuments.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how far training is, at most every two seconds, and ends training once another application
 * or a later attempt of the same one has taken the run over.
 *
 * <p>Both are looked at between checkpoints, too; a checkpoint that the old one still writes is the
 * one that the new one would write, since a step's result depends on nothing but the step.
 */
public final class RecordedProgress implements WideProgress {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedProgress.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final WideDocuments documents;
  private final String application;
  private final int attempt;
  private final WideProgress further;
  private long written = System.nanoTime() - INTERVAL_NANOS;
  private long looked = System.nanoTime();
  private boolean superseded;
  private String warning = "";
  private int firstStep = -1;
  private long firstNanos;

  /**
   * Progress that is written and passed on.
   *
   * @param attempt of the application's task, from 0
   */
  public RecordedProgress(
      WideDocuments documents, String application, int attempt, WideProgress further) {
    this.documents = documents;
    this.application = application;
    this.attempt = attempt;
    this.further = further;
  }

  @Override
  public void step(int step, int steps, double trainingLoss) {
    further.step(step, steps, trainingLoss);
    if (firstStep < 0) {
      firstStep = step;
      firstNanos = System.nanoTime();
    }
    if (System.nanoTime() - written >= INTERVAL_NANOS || step == steps) {
      written = System.nanoTime();
      LOG.info("wide run: step {} of {}, loss {}", step, steps, trainingLoss);
      documents.write(
          new Standing(application, attempt, step, steps, trainingLoss, warning, pace(step)));
    }
  }

  private double pace(int step) {
    double seconds = (System.nanoTime() - firstNanos) / 1e9;
    return step > firstStep && seconds > 0 ? (step - firstStep) / seconds : 0;
  }

  @Override
  public void warning(String text) {
    warning = text;
    further.warning(text);
  }

  @Override
  public boolean stopRequested() {
    if (System.nanoTime() - looked >= INTERVAL_NANOS) {
      looked = System.nanoTime();
      superseded = superseded();
    }
    return superseded || further.stopRequested();
  }

  private boolean superseded() {
    try {
      return documents.application().map(Application::id).filter(application::equals).isEmpty()
          || documents
              .standing()
              .filter(one -> one.application().equals(application) && one.attempt() > attempt)
              .isPresent();
    } catch (StorageException e) {
      // A document that cannot be read just now says nothing about who has the run.
      return false;
    }
  }
}
