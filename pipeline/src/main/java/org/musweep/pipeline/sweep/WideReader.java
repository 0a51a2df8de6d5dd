package org.musweep.pipeline.sweep;

import java.util.Optional;
import java.util.regex.Pattern;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.WideSpec.DivergenceWatch;
import org.musweep.pipeline.sweep.WideSpec.Resources;

/** Reads the section {@code execution.wide}. */
final class WideReader {

  static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[mMgGtT]");
  static final Form<String> MEMORY_FORM =
      new Form<>(
          "an amount of memory such as 512m or 4g",
          node ->
              node instanceof Scalar scalar && MEMORY.matcher(scalar.text()).matches()
                  ? Optional.of(scalar.text())
                  : Optional.empty());

  private WideReader() {}

  /** The section; by default the run has as many cores as a pack, and a GPU if packs need one. */
  static WideSpec read(SectionReader section, int coresPerPack, DeviceChoice device) {
    int cores = section.wholeNumber("cores", 1, coresPerPack);
    int gpus = section.wholeNumber("gpus", 0, device == DeviceChoice.GPU ? 1 : 0);
    section.expect(
        gpus <= 1, "gpus", "needs 0 or 1, since one model trains on one device, but is " + gpus);
    Resources resources =
        new Resources(
            cores,
            gpus,
            section.value("memory", MEMORY_FORM, ""),
            section.value("memory-overhead", MEMORY_FORM, ""));
    WideSpec spec =
        new WideSpec(
            resources,
            section.wholeNumber("checkpoint-every", 1, 0),
            section.wholeNumber("evaluate-every", 1, 0),
            new DivergenceWatch(
                section.number("warn-at", Interval.POSITIVE, DivergenceWatch.DEFAULTS.warn()),
                section.number("stop-at", Interval.POSITIVE, DivergenceWatch.DEFAULTS.stop())));
    section.finish();
    return spec;
  }
}
