package org.musweep.pipeline.space;

import static org.musweep.pipeline.space.Transferability.BY_RULE;
import static org.musweep.pipeline.space.Transferability.CONDITIONAL;
import static org.musweep.pipeline.space.Transferability.DOES_NOT_TRANSFER;
import static org.musweep.pipeline.space.Transferability.TRANSFERS;
import static org.musweep.pipeline.space.Transferability.UNKNOWN;

import java.util.Comparator;
import java.util.List;

/**
 * What is known about the transfer of a hyperparameter across width.
 *
 * <p>Source: arXiv:2203.03466, tables 1 and 2, for what transfers and what does not;
 * arXiv:2405.13698 and arXiv:2510.15262 for weight decay.
 *
 * @param prefix the name it holds for; also for every longer name that goes on with a dot
 * @param transferability whether it transfers
 * @param reason why, as the end of a sentence
 */
public record TransferKnowledge(String prefix, Transferability transferability, String reason) {

  private static final String STEP_SIZE = "the parametrization scales step sizes with width";
  private static final String MULTIPLIER = "the parametrization keeps activations of equal size";
  private static final String REGULARIZATION =
      "how much regularization is best depends on the sizes of the model and of the data";
  private static final String SHAPE = "it is part of what the search holds fixed";

  private static final List<TransferKnowledge> TABLE =
      List.of(
          new TransferKnowledge("learning-rate", TRANSFERS, STEP_SIZE),
          new TransferKnowledge("schedule", TRANSFERS, STEP_SIZE),
          new TransferKnowledge("momentum", TRANSFERS, STEP_SIZE),
          new TransferKnowledge("beta1", TRANSFERS, STEP_SIZE),
          new TransferKnowledge("beta2", TRANSFERS, STEP_SIZE),
          new TransferKnowledge(
              "epsilon",
              BY_RULE,
              "gradients shrink with width, so that it keeps its share only under a named rule"),
          new TransferKnowledge(
              "clip-norm",
              CONDITIONAL,
              "the norm of a gradient changes with width, unless its largest part is that of hidden"
                  + " weights"),
          new TransferKnowledge(
              "init-scale", TRANSFERS, "the parametrization scales initial weights with width"),
          new TransferKnowledge("input-multiplier", TRANSFERS, MULTIPLIER),
          new TransferKnowledge("attention-multiplier", TRANSFERS, MULTIPLIER),
          new TransferKnowledge("output-multiplier", TRANSFERS, MULTIPLIER),
          new TransferKnowledge(
              "warmup",
              CONDITIONAL,
              "the warm-up that is needed depends on how long training lasts; check half and"
                  + " twice"),
          new TransferKnowledge(
              "weight-decay",
              BY_RULE,
              "it regularizes, and keeps its strength across width only under a named rule"),
          new TransferKnowledge("dropout", DOES_NOT_TRANSFER, REGULARIZATION),
          new TransferKnowledge("label-smoothing", DOES_NOT_TRANSFER, REGULARIZATION),
          new TransferKnowledge("augmentation", DOES_NOT_TRANSFER, REGULARIZATION),
          new TransferKnowledge("batch-size", DOES_NOT_TRANSFER, SHAPE),
          new TransferKnowledge("steps", DOES_NOT_TRANSFER, SHAPE),
          new TransferKnowledge("width", DOES_NOT_TRANSFER, SHAPE),
          new TransferKnowledge("depth", DOES_NOT_TRANSFER, SHAPE));

  /**
   * What is known about a hyperparameter, from the most specific entry: what holds for {@code
   * learning-rate} holds for {@code learning-rate.embedding} too.
   */
  public static TransferKnowledge of(String hyperparameter) {
    return TABLE.stream()
        .filter(entry -> entry.covers(hyperparameter))
        .max(Comparator.comparingInt(entry -> entry.prefix().length()))
        .orElseGet(
            () ->
                new TransferKnowledge(
                    hyperparameter, UNKNOWN, "nothing is known about its transfer across width"));
  }

  private boolean covers(String hyperparameter) {
    return hyperparameter.equals(prefix) || hyperparameter.startsWith(prefix + ".");
  }
}
