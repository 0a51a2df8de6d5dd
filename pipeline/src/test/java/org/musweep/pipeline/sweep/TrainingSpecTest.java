package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.TransferKnowledge;
import org.musweep.pipeline.space.Transferability;

class TrainingSpecTest {

  private static final Configuration NOTHING = Configuration.of();

  @Test
  void everyHyperparameterHasAValue() {
    TrainingSpec training = training(NOTHING);

    assertThat(training.fixed().settings())
        .extracting(Setting::name)
        .containsExactlyElementsOf(
            HyperparameterName.values().stream().map(HyperparameterName::key).toList());
    assertThat(training.number(HyperparameterName.BETA2, NOTHING)).isEqualTo(0.999);
  }

  @Test
  void trialOverridesTheFixedValueAndTheFixedOneTheDefault() {
    TrainingSpec training = training(Configuration.of(Setting.of("learning-rate", 0.5)));

    assertThat(training.number(HyperparameterName.LEARNING_RATE, NOTHING)).isEqualTo(0.5);
    assertThat(
            training.number(
                HyperparameterName.LEARNING_RATE,
                Configuration.of(Setting.of("learning-rate", 0.25))))
        .isEqualTo(0.25);
  }

  @Test
  void scheduleOfATrialTakesItsSettings() {
    Configuration trial =
        Configuration.of(Setting.of("schedule", "cosine"), Setting.of("warmup", 0.1));

    assertThat(training(NOTHING).schedule(trial))
        .isEqualTo(new ScheduleSpec(ScheduleSpec.Shape.COSINE, 0.1, 0.2, 0));
  }

  @Test
  void blocksHaveTheFactorOneUnlessNamed() {
    TrainingSpec training = training(Configuration.of(Setting.of("init-scale.block.1", 3)));

    assertThat(training.number(HyperparameterName.INIT_SCALE.ofBlock(1), NOTHING)).isEqualTo(3);
    assertThat(training.number(HyperparameterName.INIT_SCALE.ofBlock(0), NOTHING)).isEqualTo(1);
    assertThat(
            training.number(
                HyperparameterName.LEARNING_RATE.ofBlock(7),
                Configuration.of(Setting.of("learning-rate.block.7", 0.5))))
        .isEqualTo(0.5);
  }

  @Test
  void momentumOfMuonIsNotThatOfSgd() {
    HyperparameterName momentum = HyperparameterName.MOMENTUM;
    assertThat(momentum.defaultSetting(TrainingSpec.Optimizer.SGD))
        .isEqualTo(Setting.of("momentum", 0));
    assertThat(momentum.defaultSetting(TrainingSpec.Optimizer.MUON))
        .isEqualTo(Setting.of("momentum", 0.95));
  }

  @Test
  void numbersAreNotAskedOfWords() {
    assertThatThrownBy(() -> training(NOTHING).number(HyperparameterName.SCHEDULE, NOTHING))
        .hasMessage("Invalid number: the values of schedule are words");
  }

  @Test
  void refusesWhatAHyperparameterDoesNotAdmit() {
    assertThatThrownBy(() -> training(Configuration.of(Setting.of("beta1", 1))))
        .hasMessage("Invalid beta1: 1 (must be 0 or more and below 1)");
    assertThatThrownBy(() -> training(Configuration.of(Setting.of("learnin-rate", 1))))
        .hasMessage("Invalid hyperparameter: learnin-rate");
  }

  @Test
  void everyDefaultIsAdmittedAndItsTransferIsKnown() {
    for (HyperparameterName name : HyperparameterName.values()) {
      SettingValue value = name.defaultSetting(TrainingSpec.Optimizer.ADAMW).value();
      assertThat(name.admits(value)).as(name.key()).isTrue();
      assertThat(TransferKnowledge.of(name.key()).transferability())
          .as(name.key())
          .isNotEqualTo(Transferability.UNKNOWN);
    }
  }

  private static TrainingSpec training(Configuration fixed) {
    return new TrainingSpec(
        TrainingSpec.Optimizer.ADAMW,
        UpdateSpec.of(TrainingSpec.Optimizer.ADAMW),
        fixed,
        1200,
        4,
        TrainingSpec.Precision.FLOAT32,
        256,
        10);
  }
}
