package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hyperparameters that may stand in {@code search.space}. */
final class SpaceReference {

  /** The name of their table, which has columns of its own. */
  static final String TABLE = "search.space";

  private static final String YES = "yes";

  /** Those of which there is more to say than that the best value transfers across widths. */
  private static final Map<String, String> TRANSFERS =
      Map.of(
          "epsilon", "only if `parametrization.epsilon` is not `constant`",
          "weight-decay", "only if `parametrization.weight-decay` is not `constant`",
          "clip-norm", "check at half and twice",
          "schedule", "yes; the values of `training.schedule.shape`",
          "warmup", "check at half and twice; the values of `training.schedule.warmup`");

  private SpaceReference() {}

  /** Each with whether its best value transfers as its meaning. */
  static ReferenceTable table() {
    List<ReferenceKey> keys = new ArrayList<>();
    for (HyperparameterName name : HyperparameterName.values()) {
      keys.add(searched(name.key(), name));
      if (name.key().endsWith(".vector") || name.key().equals("init-scale.readout")) {
        String blocks = name.key().substring(0, name.key().indexOf('.')) + ".block.N";
        keys.add(searched(blocks, HyperparameterName.LEARNING_RATE));
      }
    }
    return new ReferenceTable(TABLE, keys);
  }

  private static ReferenceKey searched(String key, HyperparameterName name) {
    return ReferenceKey.of(
        TABLE + "." + key,
        KeyForm.defined(
            "a range such as {log-uniform: [0.001, 0.1]}", "range", SpaceDefinitions.range(name)),
        "not searched",
        TRANSFERS.getOrDefault(key, YES));
  }
}
