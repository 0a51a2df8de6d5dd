package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.List;

/** The keys of the {@code training} section. */
final class TrainingReference {

  private TrainingReference() {}

  static List<ReferenceTable> tables() {
    return List.of(same(), hyperparameters());
  }

  private static ReferenceTable same() {
    return ReferenceTable.of(
        "training",
        ReferenceKey.of(
            "training.optimizer",
            KeyForm.words(List.of(TrainingSpec.Optimizer.values())),
            "`adamw`",
            "`adam` adds weight decay to the gradient, `adamw` decouples it; `muon`"
                + " orthogonalizes the momentum of hidden weights and leaves embeddings,"
                + " readout, biases and gains to AdamW"),
        ReferenceKey.of(
            "training.nesterov",
            KeyForm.truth(),
            "`muon` true, `sgd` false",
            "whether momentum looks a step ahead (`sgd` and `muon`)"),
        ReferenceKey.of("training.muon", KeyForm.section(), "all defaults", "for `muon` only"),
        ReferenceKey.of(
            "training.muon.scale",
            KeyForm.words(List.of(UpdateSpec.Scale.values())),
            "`spectral`",
            "what an orthogonalized update of a weight [m, n] is multiplied with:"
                + " √(m/n), √max(1, m/n), 0.2·√max(m, n). Under maximal update each grows"
                + " with width as √(m/n) does. With the last, updates have the size of"
                + " AdamW's, so that one learning rate serves both; else see"
                + " `learning-rate.embedding` and its like"),
        ReferenceKey.of(
            "training.muon.buffer",
            KeyForm.words(List.of(UpdateSpec.Buffer.values())),
            "`average`",
            "how gradients enter the momentum: μb + (1 − μ)g, or μb + g"),
        ReferenceKey.of(
            "training.steps",
            KeyForm.wholeNumber(1),
            REQUIRED,
            "optimizer steps of a trial: the horizon of its schedule"),
        ReferenceKey.of(
            "training.batch-size", KeyForm.wholeNumber(1), REQUIRED, "windows or images per step"),
        ReferenceKey.of(
            "training.schedule", KeyForm.section(), "constant", "the learning rate over the steps"),
        ReferenceKey.of(
            "training.schedule.shape",
            KeyForm.of(HyperparameterName.SCHEDULE),
            "`constant`",
            "from the peak to the last step; with w steps of warm-up"
                + " `inverse-square-root` is √(w/t) at step t, never below `final-share`"),
        ReferenceKey.of(
            "training.schedule.warmup",
            KeyForm.of(HyperparameterName.WARMUP),
            "0",
            "linear warm-up, as a share of the steps"),
        ReferenceKey.of(
            "training.schedule.decay-share",
            KeyForm.of(HyperparameterName.DECAY_SHARE),
            "0.2",
            "the last share of the steps, over which `warmup-stable-decay` falls"),
        ReferenceKey.of(
            "training.schedule.final-share",
            KeyForm.of(HyperparameterName.FINAL_SHARE),
            "0",
            "learning rate at the last step, as a share of the peak"),
        ReferenceKey.of(
            "training.dtype",
            KeyForm.words(List.of(TrainingSpec.Precision.values())),
            "`float32`",
            "of parameters and arithmetic"),
        ReferenceKey.of(
            "training.validation",
            KeyForm.section(),
            "all defaults",
            "how the validation loss is measured"),
        ReferenceKey.of(
            "training.validation.examples",
            KeyForm.wholeNumber(1),
            "256",
            "held-out examples that every validation loss is measured on, spread"
                + " evenly and the same for all trials"),
        ReferenceKey.of(
            "training.log-every",
            KeyForm.wholeNumber(1),
            "10",
            "steps between two points of the training curve"),
        ReferenceKey.of(
            "training.noise-every",
            KeyForm.wholeNumber(1),
            "never",
            "steps between two measurements of the gradient noise scale, from the halves of a"
                + " batch, for the column `noise_scale` of `curves`; one costs half a step, and the"
                + " training stays as it is"));
  }

  private static ReferenceTable hyperparameters() {
    return ReferenceTable.of(
        "training: hyperparameters",
        fixed("learning-rate", "0.001", "peak, before the factors of the parametrization"),
        fixed(
            "learning-rate.embedding", "1", "factor on top of it for embeddings and input weights"),
        fixed("learning-rate.hidden", "1", "for hidden weights"),
        fixed("learning-rate.readout", "1", "for the readout"),
        fixed("learning-rate.vector", "1", "for biases and gains"),
        fixed(
            "learning-rate.block.N",
            "1",
            "on top of all these, for everything in block N: the blocks of a"
                + " Transformer or hidden layers of an MLP, counted from 0 at the input"),
        fixed("init-scale", "1", "factor on the standard deviation of all initial weights"),
        fixed("init-scale.embedding", "1", "factor on top of it for embeddings and input weights"),
        fixed("init-scale.hidden", "1", "for hidden weights"),
        fixed("init-scale.readout", "1", "for the readout"),
        fixed("init-scale.block.N", "1", "on top of all these, for the random weights in block N"),
        fixed("output-multiplier", "1", "factor on the readout's output"),
        fixed(
            "attention-multiplier",
            "1",
            "factor on attention logits, relative to 1/√(head size at the base"
                + " width) (Transformer only)"),
        fixed("input-multiplier", "1", "factor on the output of embeddings or of the input layer"),
        fixed("beta1", "0.9", "all but `sgd`"),
        fixed("beta2", "0.999", "all but `sgd`"),
        fixed("epsilon", "1e-8", "all but `sgd`; before the factors of the parametrization"),
        fixed("momentum", "`muon` 0.95, `sgd` 0", "`sgd` and `muon`"),
        fixed("weight-decay", "0", "before the factors of the parametrization"),
        fixed(
            "clip-norm",
            "0",
            "largest norm of a trial's gradient, over all of its parameters; 0 is no"
                + " limit. Under `muon` gradients are clipped before they enter the"
                + " momentum"));
  }

  /** A hyperparameter at a value of its own. */
  private static ReferenceKey fixed(String name, String initial, String meaning) {
    HyperparameterName known = HyperparameterName.of(name.replace(".N", ".0")).orElseThrow();
    return ReferenceKey.of("training." + name, KeyForm.of(known), initial, meaning);
  }
}
