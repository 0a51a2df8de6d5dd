package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.List;
import org.musweep.pipeline.sweep.TransferChange.BatchLaw;

/** The keys of the sections around model, training and search. */
final class PlanReference {

  private static final String LANES =
      """
      {"anyOf": [{"const": "auto"}, {"type": "integer", "minimum": 1, "maximum": 1000000}]}\
      """;

  private PlanReference() {}

  static List<ReferenceTable> tables() {
    return List.of(parametrization(), coordCheck(), transfer(), budget(), execution());
  }

  private static ReferenceTable parametrization() {
    return ReferenceTable.of(
        "parametrization",
        ReferenceKey.of(
            "parametrization.rules",
            KeyForm.words(List.of(ParametrizationSpec.Rules.values())),
            "`maximal-update`",
            "the rule set"),
        ReferenceKey.of(
            "parametrization.base-depth",
            KeyForm.wholeNumber(1),
            "`model.depth`",
            "blocks of the base model, at which no factor of the depth differs from 1;"
                + " for rules that scale with depth"),
        ReferenceKey.of(
            "parametrization.depth-exponent",
            KeyForm.number(Interval.POSITIVE),
            "1",
            "α of `completep` and `completep-minimal`, from 0.5 to 1"),
        ReferenceKey.of(
            "parametrization.foreign-checkpoints",
            KeyForm.words(List.of(ParametrizationSpec.ForeignCheckpoints.values())),
            "`refuse`",
            "a checkpoint that was trained under another parametrization (rules,"
                + " optimizer, weight decay rule or base): refused, or taken as it is"),
        ReferenceKey.of(
            "parametrization.weight-decay",
            KeyForm.words(List.of(ParametrizationSpec.WeightDecayScaling.values())),
            "`constant` under `nanogpt-mup`, else `independent`",
            "how weight decay scales where learning rates do: not, inversely,"
                + " inversely to the square root"),
        ReferenceKey.of(
            "parametrization.epsilon",
            KeyForm.words(List.of(ParametrizationSpec.EpsilonScaling.values())),
            "`per-class` under `completep`, `completep-minimal` and `depth-mup`, else `constant`",
            "how Adam's epsilon scales where gradients do: not, or as the gradients"
                + " of each class of parameters do under maximal update"));
  }

  private static ReferenceTable coordCheck() {
    return ReferenceTable.of(
        "coord-check",
        ReferenceKey.of(
            "coord-check.widths",
            KeyForm.list(KeyForm.wholeNumber(1), 3, "at least 3 whole numbers"),
            "1, 2, 4 and 8 times `model.width`",
            "widths compared"),
        ReferenceKey.of(
            "coord-check.steps",
            KeyForm.wholeNumber(2),
            "5",
            "steps; the first sees the model as initialized"),
        ReferenceKey.of(
            "coord-check.seeds", KeyForm.wholeNumber(1), "2", "models per width and learning rate"),
        ReferenceKey.of(
            "coord-check.learning-rates",
            KeyForm.list(KeyForm.number(Interval.POSITIVE), 1, "numbers above 0"),
            "the middle of the searched range, else `training.learning-rate`",
            "rates at which the verdict is formed"),
        ReferenceKey.of(
            "coord-check.on-failure",
            KeyForm.words(List.of(CoordCheckSpec.OnFailure.values())),
            "`stop`",
            "whether a failed check ends the run (exit code 3)"),
        ReferenceKey.of(
            "coord-check.depths",
            KeyForm.list(KeyForm.wholeNumber(1), 3, "at least 3 whole numbers"),
            "",
            "depths compared too, at `model.width`: the residual stream behind the last block,"
                + " and what is outside of the blocks"));
  }

  private static ReferenceTable transfer() {
    return ReferenceTable.of(
        "transfer",
        ReferenceKey.of(
            "transfer.width",
            KeyForm.wholeNumber(1, "above `model.width`"),
            REQUIRED,
            "width of the wide model"),
        ReferenceKey.of(
            "transfer.check-widths",
            KeyForm.list(KeyForm.wholeNumber(1), 0, "between `model.width` and `transfer.width`"),
            "twice `model.width`, if between",
            "widths at which the chosen settings are tried with half and twice the"
                + " learning rate; may be `[]`"),
        ReferenceKey.of(
            "transfer.steps",
            KeyForm.wholeNumber(1),
            "`training.steps`",
            "steps of the wide run and of the check"),
        ReferenceKey.of(
            "transfer.batch-size",
            KeyForm.wholeNumber(1),
            "`training.batch-size`",
            "windows or images per step of the wide run and of the check; another one needs"
                + " `batch-law`"),
        ReferenceKey.of(
            "transfer.check-batch-sizes",
            KeyForm.list(
                KeyForm.wholeNumber(1), 0, "divisors of `training.steps` × `training.batch-size`"),
            "`[]`",
            "batch sizes at which `batch-law` is checked, at `model.width` and over as many"
                + " examples as a trial sees: the learning rate of the law, half and a quarter"
                + " of it, twice and four times"),
        ReferenceKey.of(
            "transfer.batch-law",
            KeyForm.words(List.of(BatchLaw.DIFFUSION, BatchLaw.NOISE_SCALE)),
            "",
            "how settings follow the batch size: so that the stochastic differential equation of"
                + " the training stays, or by the best learning rate at a gradient noise scale"),
        ReferenceKey.of(
            "transfer.noise-scale",
            KeyForm.number(Interval.POSITIVE),
            "",
            "the gradient noise scale, in examples (windows or images); for `batch-law:"
                + " noise-scale`. Without it the finalists measure it: `training.noise-every`"),
        ReferenceKey.of(
            "transfer.duration-law",
            KeyForm.words(
                List.of(TransferChange.Duration.CONSTANT, TransferChange.Duration.SQUARE_ROOT)),
            "",
            "how the learning rate follows the number of examples: not, or like one over its"
                + " root; needed where steps × batch size differs from the trials'"),
        ReferenceKey.of(
            "transfer.depth",
            KeyForm.wholeNumber(1),
            "`model.depth`",
            "blocks of the wide model; another number needs rules that scale with depth"),
        ReferenceKey.of(
            "transfer.check-depths",
            KeyForm.list(KeyForm.wholeNumber(1), 0, "whole numbers"),
            "`[]`",
            "depths at which the chosen settings are tried too, at `model.width`, with half and"
                + " twice the learning rate"),
        ReferenceKey.of(
            "transfer.seeds",
            KeyForm.wholeNumber(1),
            "`search.finalists.seeds`",
            "shared seeds of the check"));
  }

  private static ReferenceTable budget() {
    return ReferenceTable.of(
        "budget",
        ReferenceKey.of("budget.wall-clock", KeyForm.duration(), "no limit", "time of the search"),
        ReferenceKey.of("budget.trials", KeyForm.longNumber(1), "no limit", "trials started"),
        ReferenceKey.of(
            "budget.steps",
            KeyForm.longNumber(1),
            "no limit",
            "optimizer steps of all trials together"),
        ReferenceKey.of(
            "budget.device-hours",
            KeyForm.number(Interval.POSITIVE),
            "no limit",
            "hours that packs train, each on its GPU or its cores; packs that run"
                + " when they are used up go on to their next rung"),
        ReferenceKey.of(
            "budget.no-improvement",
            KeyForm.wholeNumber(1),
            "never",
            "ends the search when so many trials in a row have ended without a"
                + " better loss at the last step"),
        ReferenceKey.of(
            "budget.min-improvement",
            KeyForm.number(Interval.NOT_NEGATIVE),
            "0.01",
            "how much lower, in nats, a loss must be to count as better; only beside"
                + " `no-improvement`"));
  }

  private static ReferenceTable execution() {
    return ReferenceTable.of(
        "execution",
        ReferenceKey.of(
            "execution.master",
            KeyForm.text(
                "local, local[N], local[*], local-cluster[N,C,M], spark://HOST:PORT, yarn or"
                    + " k8s://URL",
                "`local`, `local[N]`, `local[*]`, `local-cluster[N,C,M]`, `spark://…`, `yarn`,"
                    + " `k8s://…`",
                PlanReader.MASTER.pattern()),
            "`local[*]`",
            "Spark's master where `spark-submit` names none"),
        ReferenceKey.of(
            "execution.cores-per-pack", KeyForm.wholeNumber(1), "1", "threads of one pack"),
        ReferenceKey.of(
            "execution.lanes",
            new KeyForm(
                "auto or a whole number from 1 to 1000000",
                "`auto`, or a whole number from 1",
                LANES),
            "`auto`",
            "trials that train together as one stack"),
        ReferenceKey.of(
            "execution.order",
            KeyForm.words(List.of(ExecutionSpec.Order.values())),
            "`arrival`",
            "when the search looks at a pack's results: as soon as they are there,"
                + " or in the order in which packs were formed"),
        ReferenceKey.of(
            "execution.window",
            KeyForm.wholeNumber(1),
            "4",
            "`deterministic` only: packs that are formed ahead, whatever the number"
                + " of slots; slots beyond it idle"),
        ReferenceKey.of(
            "execution.step-timeout",
            KeyForm.duration(),
            "`30m`",
            "how long a pack may be without making a step (reading the data, validation and"
                + " checkpoints included) before it counts as hanging"),
        ReferenceKey.of(
            "execution.device",
            KeyForm.words(List.of(ExecutionSpec.DeviceChoice.values())),
            "`auto`",
            "`auto` takes the GPU that Spark gave the task, if any; `gpu` needs one,"
                + " so it is refused with a `local` master"),
        ReferenceKey.of(
            "execution.wide",
            KeyForm.section(),
            "all defaults",
            "what the wide run gets on a cluster, and how it is kept and watched"),
        ReferenceKey.of(
            "execution.wide.cores",
            KeyForm.wholeNumber(1),
            "`cores-per-pack`",
            "cores of the wide run's one executor, all of them its threads; in local mode it has"
                + " all of the machine's"),
        ReferenceKey.of(
            "execution.wide.gpus",
            KeyForm.wholeNumber(0, "0 or 1"),
            "1 with `device: gpu`, else 0",
            "its GPU; one model trains on one device"),
        ReferenceKey.of(
            "execution.wide.memory", memory("such as `4g`"), "Spark's", "heap of its executor"),
        ReferenceKey.of(
            "execution.wide.memory-overhead",
            memory("such as `2g`"),
            "Spark's",
            "memory beside the heap, where tensors are"),
        ReferenceKey.of(
            "execution.wide.checkpoint-every",
            KeyForm.wholeNumber(1),
            "a twelfth of the run",
            "steps between two checkpoints"),
        ReferenceKey.of(
            "execution.wide.evaluate-every",
            KeyForm.wholeNumber(1),
            "`checkpoint-every`",
            "steps between two validation losses"),
        ReferenceKey.of(
            "execution.wide.warn-at",
            KeyForm.number(Interval.POSITIVE),
            "0.25",
            "a warning when this share of what was learned (loss of a model that ignores its input"
                + " less the lowest loss so far, once that is a twentieth) is lost again"),
        ReferenceKey.of(
            "execution.wide.stop-at",
            KeyForm.number(Interval.POSITIVE),
            "1",
            "the same, at which the run ends as diverged"));
  }

  private static KeyForm memory(String shown) {
    return KeyForm.text(WideReader.MEMORY_FORM.allowed(), shown, WideReader.MEMORY.pattern());
  }
}
