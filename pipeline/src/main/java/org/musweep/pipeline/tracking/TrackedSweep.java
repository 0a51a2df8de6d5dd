package org.musweep.pipeline.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;

/**
 * What a tracker shows of a sweep as a whole.
 *
 * @param name its name
 * @param folder of its run, which is unique
 * @param parameters what all trials share, in order
 */
public record TrackedSweep(String name, String folder, Map<String, String> parameters) {

  /** Copies the parameters in their order. */
  public TrackedSweep {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What a sweep file says. */
  public static TrackedSweep of(SweepSpec spec, SweepLayout layout) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("family", spec.model().family());
    parameters.put("width", String.valueOf(spec.model().width()));
    parameters.put("target_width", String.valueOf(spec.transfer().width()));
    parameters.put("rules", spec.parametrization().ruleSet());
    parameters.put("optimizer", spec.training().optimizer().key());
    parameters.put("steps", String.valueOf(spec.training().steps()));
    parameters.put("batch_size", String.valueOf(spec.training().batchSize()));
    parameters.put("sampler", spec.search().sampler().key());
    parameters.put("seed", String.valueOf(spec.seed()));
    return new TrackedSweep(spec.sweep(), layout.root().toString().replace("'", "%27"), parameters);
  }
}
