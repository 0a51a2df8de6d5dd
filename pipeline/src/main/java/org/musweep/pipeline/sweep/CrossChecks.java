package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.ModelSpec.ConvNet;
import org.musweep.pipeline.sweep.ModelSpec.Transformer;

/** Finds what single keys cannot show: values of several sections that do not go together. */
final class CrossChecks {

  private final SweepSpec spec;
  private final Findings findings;

  private CrossChecks(SweepSpec spec, Findings findings) {
    this.spec = spec;
    this.findings = findings;
  }

  static void check(SweepSpec spec, Findings findings) {
    CrossChecks checks = new CrossChecks(spec, findings);
    checks.widths();
    checks.dataAndModel();
    checks.hyperparameters();
    checks.blocks();
    checks.numbersOfTrialsAndSteps();
    checks.beyondWidth();
    checks.noise();
    if (spec.model() instanceof Transformer transformer) {
      TransformerChecks.check(transformer, checks.everyWidth(), findings);
    }
    if (spec.model() instanceof ModelSpec.TorchScript modules) {
      checks.modules(modules);
    }
    if (spec.parametrization().base() instanceof BaseSpec.Models models) {
      checks.baseModel("model.base", models.base());
      checks.baseModel("model.delta", models.delta());
    }
  }

  /** A width that a model is made at, and the key of the file that says so. */
  record WidthAt(String key, int width) {}

  private List<WidthAt> everyWidth() {
    return Stream.of(
            Stream.of(
                new WidthAt("model.width", spec.model().width()),
                new WidthAt("model.base-width", spec.model().baseWidth()),
                new WidthAt("transfer.width", spec.transfer().width())),
            spec.transfer().checkWidths().stream()
                .map(width -> new WidthAt("transfer.check-widths", width)),
            spec.coordCheck().widths().stream()
                .map(width -> new WidthAt("coord-check.widths", width)))
        .flatMap(stream -> stream)
        .filter(at -> findings.has(at.key()))
        .toList();
  }

  private void modules(ModelSpec.TorchScript model) {
    for (WidthAt at : everyWidth()) {
      findings.require(
          model.widths().contains(at.width()),
          at.key(),
          "needs a module of width %d, but model.modules has those of %s"
              .formatted(at.width(), model.widths()),
          "model.modules");
    }
  }

  private void baseModel(String key, ModelSpec model) {
    findings.require(
        model.family().equals(spec.model().family()),
        key,
        "must be of model.family, %s, but is of %s"
            .formatted(spec.model().family(), model.family()));
    if (model instanceof Transformer transformer) {
      TransformerChecks.check(transformer, List.of(new WidthAt(key, model.width())), findings);
    }
  }

  private void widths() {
    int width = spec.model().width();
    int wide = spec.transfer().width();
    findings.require(
        spec.model().baseWidth() <= width,
        "model.base-width",
        "must be at most model.width, %d, but is %d".formatted(width, spec.model().baseWidth()),
        "model.width");
    findings.require(
        wide > width,
        "transfer.width",
        "must be above model.width, %d, but is %d".formatted(width, wide),
        "model.width");
    for (int check : spec.transfer().checkWidths()) {
      findings.require(
          (check > width && check < wide) || wide <= width,
          "transfer.check-widths",
          "must lie between model.width, %d, and transfer.width, %d, but %d does not"
              .formatted(width, wide, check),
          "model.width",
          "transfer.width");
    }
  }

  private void dataAndModel() {
    if (spec.model() instanceof ModelSpec.Foreign) {
      return;
    }
    boolean images = spec.data() instanceof DataSpec.Images;
    boolean readsImages = !(spec.model() instanceof Transformer);
    findings.require(
        images == readsImages,
        "model.family",
        readsImages
            ? "%s needs images, but data.source gives tokens; use transformer"
                .formatted(spec.model().family())
            : "transformer needs tokens, but data.source is images; use mlp, convnet or resnet",
        "data.source",
        "data");
    if (spec.data() instanceof DataSpec.Images pictures && spec.model() instanceof ConvNet) {
      int side = Math.min(pictures.height(), pictures.width());
      int deepest = Integer.SIZE - Integer.numberOfLeadingZeros(side);
      findings.require(
          spec.model().depth() <= deepest,
          "model.depth",
          "must be at most %d for images of %d x %d, which are halved between convolutions, but is %d"
              .formatted(deepest, pictures.height(), pictures.width(), spec.model().depth()),
          "data.height",
          "data.width");
    }
  }

  private void hyperparameters() {
    for (String searched : spec.search().space().names()) {
      HyperparameterName name = HyperparameterName.of(searched).orElseThrow();
      boolean tied = spec.search().space().distribution(searched).isEmpty();
      String key = tied ? "search.tied" : "search.space." + name.key();
      findings.require(
          name.appliesTo(spec.training().optimizer()),
          key,
          "%s has no %s".formatted(spec.training().optimizer().key(), name.key()),
          "training.optimizer");
      findings.require(
          !name.equals(HyperparameterName.ATTENTION_MULTIPLIER)
              || spec.model() instanceof Transformer,
          key,
          "%s has no attention".formatted(spec.model().family()),
          "model.family");
    }
  }

  /** Factors of blocks that the model does not have would have no effect. */
  private void blocks() {
    int depth = spec.model().depth();
    Stream.concat(
            spec.search().space().hyperparameters().stream()
                .map(searched -> new NameAt("search.space.", searched.name())),
            spec.training().fixed().settings().stream()
                .map(setting -> new NameAt("training.", setting.name())))
        .forEach(
            at ->
                findings.require(
                    spec.model() instanceof ModelSpec.Foreign
                        ? at.hyperparameter().block().isEmpty()
                        : at.hyperparameter().block().orElse(0) < depth,
                    at.section() + at.name(),
                    spec.model() instanceof ModelSpec.Foreign
                        ? "which layers are a block is not known of a " + spec.model().family()
                        : "the model has only the blocks 0 to %d, because model.depth is %d"
                            .formatted(depth - 1, depth),
                    "model.depth"));
  }

  /** A hyperparameter that a section of the file names. */
  private record NameAt(String section, String name) {
    HyperparameterName hyperparameter() {
      return HyperparameterName.of(name).orElseThrow();
    }
  }

  private void numbersOfTrialsAndSteps() {
    SearchSpec search = spec.search();
    findings.require(
        search.finalists().count() <= search.trials(),
        "search.finalists.count",
        "must be at most search.trials, %d, but is %d"
            .formatted(search.trials(), search.finalists().count()),
        "search.trials",
        "search.grid-points",
        "search.space");
  }

  /** What no law covers on the way to another depth, batch size or duration. */
  private void beyondWidth() {
    TransferSpec transfer = spec.transfer();
    boolean otherDepth =
        transfer.change().depth() != 0
            || !transfer.change().checkDepths().isEmpty()
            || !spec.coordCheck().depths().isEmpty();
    String key = transfer.change().depth() != 0 ? "transfer.depth" : "transfer.check-depths";
    findings.require(
        (transfer.change().depth() == 0 && transfer.change().checkDepths().isEmpty())
            || spec.parametrization().rules().knowsDepth(),
        key,
        "needs rules that scale with depth (completep, completep-minimal, depth-mup or nanogpt-mup), but the rules are %s"
            .formatted(spec.parametrization().rules().key()),
        "parametrization.rules");
    findings.require(
        !(otherDepth && namesBlocks()),
        key,
        "cannot be another one where blocks have factors of their own: those of a deeper model do"
            + " not correspond");
    findings.require(
        spec.training().optimizer() != TrainingSpec.Optimizer.SGD
            || !List.of(
                    ParametrizationSpec.Rules.COMPLETEP,
                    ParametrizationSpec.Rules.COMPLETEP_MINIMAL)
                .contains(spec.parametrization().rules()),
        "parametrization.rules",
        "%s has no rules for sgd; depth-mup does".formatted(spec.parametrization().rules().key()),
        "training.optimizer");
    if (transfer.trainsAlike(spec.training()) && transfer.change().checkBatchSizes().isEmpty()) {
      return;
    }
    findings.require(
        spec.training().optimizer() != TrainingSpec.Optimizer.ADAM
            || largest(HyperparameterName.WEIGHT_DECAY) == 0,
        "training.optimizer",
        "is adam, whose weight decay is a part of the gradient: no law covers it at another batch"
            + " size or duration; use adamw",
        "training.weight-decay");
    if (transfer.change().batchLaw() == TransferChange.BatchLaw.DIFFUSION
        && HyperparameterName.BETA1.appliesTo(spec.training().optimizer())) {
      double factor = (double) spec.largestBatch() / spec.training().batchSize();
      String batchKey =
          transfer.batchSize(spec.training()) == spec.largestBatch()
              ? "transfer.batch-size"
              : "transfer.check-batch-sizes";
      for (HyperparameterName beta : List.of(HyperparameterName.BETA1, HyperparameterName.BETA2)) {
        findings.require(
            factor * (1 - smallest(beta)) < 1,
            batchKey,
            "is %s times the trials', which leaves nothing of an average with %s %s: diffusion covers less than %s times"
                .formatted(factor, beta.key(), smallest(beta), 1 / (1 - smallest(beta))),
            "training.batch-size");
      }
    }
  }

  /** Examples of a batch that is normalized have no gradients of their own. */
  private void noise() {
    boolean normalized =
        spec.model() instanceof ModelSpec.Resnet
            || (spec.model() instanceof ConvNet net && net.batchNorm());
    findings.require(
        spec.training().noiseEvery() == 0 || !normalized,
        "training.noise-every",
        "cannot be measured with batch normalization, whose examples do not have gradients of their"
            + " own",
        "model.family",
        "model.batch-norm");
  }

  private boolean namesBlocks() {
    return Stream.concat(
            spec.search().space().names().stream(),
            spec.training().fixed().settings().stream().map(setting -> setting.name()))
        .anyMatch(name -> HyperparameterName.of(name).orElseThrow().block().isPresent());
  }

  private double largest(HyperparameterName name) {
    return values(name).max().orElseThrow();
  }

  private double smallest(HyperparameterName name) {
    return values(name).min().orElseThrow();
  }

  /** The ends of the searched range, or the fixed value. */
  private DoubleStream values(HyperparameterName name) {
    return spec.search()
        .space()
        .distribution(name.key())
        .map(
            range ->
                range.spread(2).stream()
                    .map(SettingValue.Numeric.class::cast)
                    .mapToDouble(SettingValue.Numeric::number))
        .orElseGet(() -> DoubleStream.of(spec.training().fixed().number(name.key()).orElseThrow()));
  }
}
