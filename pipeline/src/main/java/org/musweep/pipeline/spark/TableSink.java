package org.musweep.pipeline.spark;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.musweep.pipeline.log.LaneTraining;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.TransferredSettings;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Tie;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepProgress;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.HyperparameterColumn;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TableAppender;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Keeps a run's tables up with its study: publishes what committed packs have staged, and adds a
 * row for every trial that has ended and for every judgement at a rung, in at most one file a
 * second and table.
 *
 * <p>When it is opened it does so for everything in the study, so what a crash kept out of the
 * tables is put there by the next driver; what is there already stays as it is. Not thread-safe: it
 * belongs to the driver's thread.
 */
public final class TableSink implements SweepObserver, AutoCloseable {

  private final TableFiles files;
  private final TableAppender<TrialRow> trials;
  private final TableAppender<RungRow> rungs;
  private final Study study;
  private final LongSupplier nanoTime;

  private TableSink(SweepSpec spec, TableFiles files, Study study, LongSupplier nanoTime) {
    this.files = files;
    this.study = study;
    this.nanoTime = nanoTime;
    List<String> searched = spec.search().space().names();
    List<HyperparameterColumn> columns =
        Stream.concat(
                searched.stream().map(name -> column(spec.search().space(), name)),
                TransferredSettings.names(spec).stream()
                    .filter(name -> !searched.contains(name))
                    .map(name -> new HyperparameterColumn(name, HyperparameterColumn.Kind.NUMBER)))
            .toList();
    trials = TableAppender.open(files, TrialTable.of(columns), study.epoch(), TrialRow::trial);
    rungs =
        TableAppender.open(
            files, new RungTable(), study.epoch(), row -> row.trial() + "/" + row.rung());
  }

  /**
   * Opens the tables of a run and brings them up to its study.
   *
   * @throws org.musweep.pipeline.log.StorageException if they cannot be read or written
   */
  public static TableSink open(SweepSpec spec, TableFiles files, Study study) {
    return open(spec, files, study, System::nanoTime);
  }

  static TableSink open(SweepSpec spec, TableFiles files, Study study, LongSupplier nanoTime) {
    TableSink sink = new TableSink(spec, files, study, nanoTime);
    sink.addAll(study.state());
    return sink;
  }

  private void addAll(StudyState state) {
    state.committedFiles().forEach(files::publish);
    for (TrialState trial : state.trials()) {
      if (trial.ending().isPresent()) {
        trialEnded(trial);
      }
      trial.rungs().forEach(rung -> rungDecided(trial, rung));
    }
    trials.flush();
    rungs.flush();
  }

  @Override
  public void packCommitted(PackReport report, StudyState state) {
    report.stagedFiles().forEach(files::publish);
  }

  @Override
  public void trialEnded(TrialState trial) {
    trials.add(row(trial));
  }

  @Override
  public void rungDecided(TrialState trial, RungResult rung) {
    rungs.add(
        new RungRow(
            trial.spec().id().value(),
            rung.rung(),
            rung.step(),
            rung.loss(),
            rung.decision().word(),
            rung.reason()));
  }

  @Override
  public void progress(SweepProgress progress) {
    long now = nanoTime.getAsLong();
    trials.flushIfDue(now);
    rungs.flushIfDue(now);
  }

  /** Writes the rows that have waited for their second. */
  @Override
  public void close() {
    trials.flush();
    rungs.flush();
  }

  /** The column of a hyperparameter; one that is tied to another has the other's kind. */
  private static HyperparameterColumn column(SearchSpace space, String name) {
    String leader =
        space.ties().stream()
            .filter(tie -> tie.hyperparameter().equals(name))
            .map(Tie::leader)
            .findFirst()
            .orElse(name);
    HyperparameterColumn.Kind kind = kind(space.distribution(leader).orElseThrow());
    boolean scaled = !leader.equals(name) && kind == HyperparameterColumn.Kind.INTEGER;
    return new HyperparameterColumn(name, scaled ? HyperparameterColumn.Kind.NUMBER : kind);
  }

  private static HyperparameterColumn.Kind kind(Distribution distribution) {
    if (distribution instanceof IntRange) {
      return HyperparameterColumn.Kind.INTEGER;
    }
    boolean named =
        distribution instanceof Choice choice
            && choice.values().stream().anyMatch(SettingValue.Named.class::isInstance);
    return named ? HyperparameterColumn.Kind.CHOICE : HyperparameterColumn.Kind.NUMBER;
  }

  private TrialRow row(TrialState trial) {
    TrialSpec spec = trial.spec();
    TrialState.Ending ending = trial.ending().orElseThrow();
    List<LaneTraining> trainings = trial.trainings();
    LaneTraining last =
        trainings.isEmpty()
            ? new LaneTraining("", 0, 0, 0, "")
            : trainings.get(trainings.size() - 1);
    return new TrialRow(
        spec.id().value(),
        spec.purpose().name().toLowerCase(Locale.ROOT),
        spec.index(),
        spec.shape().rules(),
        spec.shape().width(),
        spec.shape().depth(),
        spec.shape().batchSize(),
        spec.shape().steps(),
        spec.seed(),
        spec.configuration(),
        ending.result().status(),
        ending.result().step(),
        trial.progress().loss(),
        reason(ending.result()),
        last.pack(),
        last.lane(),
        last.lanes(),
        trainings.stream().mapToDouble(LaneTraining::seconds).sum(),
        last.host(),
        ending.atMillis(),
        study.state().isMixed(spec.id()));
  }

  private static String reason(TrialResult result) {
    if (result instanceof TrialResult.Diverged diverged) {
      return diverged.reason();
    }
    if (result instanceof TrialResult.Stopped stopped) {
      return stopped.reason();
    }
    return result instanceof TrialResult.Failed failed ? failed.reason() : "";
  }
}
