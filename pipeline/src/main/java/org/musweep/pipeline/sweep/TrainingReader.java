package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.TrainingSpec.Optimizer;
import org.musweep.pipeline.sweep.TrainingSpec.Precision;

/** Reads the {@code training} section: what all trials have in common. */
final class TrainingReader {

  private static final int VALIDATION_EXAMPLES = 256;
  private static final int LOG_EVERY = 10;

  private final SectionReader section;
  private final List<Setting> fixed = new ArrayList<>();

  private TrainingReader(SectionReader section) {
    this.section = section;
  }

  static TrainingSpec read(SectionReader section) {
    return new TrainingReader(section).read();
  }

  /** The keys below {@code training} that fix a hyperparameter: {@code schedule.warmup}. */
  static String keyOf(HyperparameterName name) {
    if (name.equals(HyperparameterName.SCHEDULE)) {
      return "schedule.shape";
    }
    return name.equals(HyperparameterName.WARMUP) ? "schedule.warmup" : name.key();
  }

  private TrainingSpec read() {
    Optimizer optimizer = section.word("optimizer", List.of(Optimizer.values()), Optimizer.ADAMW);
    SectionReader schedule = section.sectionIfAny("schedule");
    for (HyperparameterName name : names()) {
      String key = keyOf(name);
      fix(key.startsWith("schedule.") ? schedule : section, key, name);
      if (section.has(key) && !name.appliesTo(optimizer)) {
        section.problem(key, "%s has no %s".formatted(optimizer.key(), name.key()));
      }
    }
    schedule.finish();
    UpdateSpec update = update(optimizer);
    int steps = section.wholeNumber("steps", 1);
    int batchSize = section.wholeNumber("batch-size", 1);
    Precision precision = section.word("dtype", List.of(Precision.values()), Precision.FLOAT32);
    SectionReader validation = section.sectionIfAny("validation");
    int examples = validation.wholeNumber("examples", 1, VALIDATION_EXAMPLES);
    validation.finish();
    int logEvery = section.wholeNumber("log-every", 1, LOG_EVERY);
    int noiseEvery = section.wholeNumber("noise-every", 1, 0);
    section.expect(
        noiseEvery == 0 || batchSize % 2 == 0,
        "noise-every",
        "needs a batch that can be halved, but training.batch-size is " + batchSize,
        "batch-size");
    section.finish();
    return new TrainingSpec(
        optimizer,
        update,
        new Configuration(fixed),
        steps,
        batchSize,
        precision,
        examples,
        logEvery,
        batchSize % 2 == 0 ? noiseEvery : 0);
  }

  /** Those that any training has, and those of the blocks that the section names. */
  private List<HyperparameterName> names() {
    List<HyperparameterName> names = new ArrayList<>(HyperparameterName.values());
    section.keys().stream()
        .flatMap(key -> HyperparameterName.of(key).stream())
        .filter(name -> name.block().isPresent())
        .forEach(names::add);
    return names;
  }

  private UpdateSpec update(Optimizer optimizer) {
    UpdateSpec usual = UpdateSpec.of(optimizer);
    boolean nesterov = section.truth("nesterov", usual.nesterov());
    SectionReader muon = section.sectionIfAny("muon");
    UpdateSpec update =
        new UpdateSpec(
            nesterov,
            muon.word("buffer", List.of(UpdateSpec.Buffer.values()), usual.buffer()),
            muon.word("scale", List.of(UpdateSpec.Scale.values()), usual.scale()));
    muon.finish();
    section.expect(
        optimizer == Optimizer.SGD || optimizer == Optimizer.MUON || !section.has("nesterov"),
        "nesterov",
        "%s has no momentum to look ahead with".formatted(optimizer.key()));
    section.expect(
        optimizer == Optimizer.MUON || !section.has("muon"),
        "muon",
        "is for optimizer muon, but training.optimizer is " + optimizer.key());
    return update;
  }

  private void fix(SectionReader reader, String key, HyperparameterName name) {
    String last = key.startsWith("schedule.") ? key.substring("schedule.".length()) : key;
    Optional<SpecNode> node = reader.node(last);
    if (node.isEmpty()) {
      return;
    }
    Optional<SettingValue> value = SpaceReader.value(node.get());
    if (value.filter(name::admits).isPresent()) {
      fixed.add(new Setting(name.key(), value.get()));
    } else if (name.equals(HyperparameterName.SCHEDULE)) {
      var unused = reader.word(last, ScheduleSpec.Shape.keys());
    } else {
      reader.wrong(last, node.get(), (name.isNumeric() ? "a number " : "") + name.allowed());
    }
  }
}
