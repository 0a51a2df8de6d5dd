package org.musweep.mup.coordcheck;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.training.LaneSpec;
import org.musweep.mup.training.StackSpec;
import org.musweep.mup.training.StackTrainer;

/**
 * Records coordinate sizes over the first steps of training, at one width.
 *
 * <p>Every step trains on the same batch, as in microsoft/mup's check. Step t is recorded in its
 * forward pass, before update t, so step 1 is initialization. Lanes are the seeds and learning
 * rates to look at.
 */
public final class CoordCheck {

  private CoordCheck() {}

  /**
   * What the records of one width are labelled with.
   *
   * @param rules the rule set's name
   * @param width the model's width
   * @param depth its number of blocks
   */
  public record Label(String rules, int width, int depth) {}

  /**
   * Trains the stack for some steps and records every module's output.
   *
   * @param steps how many steps to record
   * @return one record per lane, step, module and statistic
   */
  public static List<CoordRecord> record(
      Label label, StackSpec spec, int steps, Dataset dataset, Device device) {
    List<CoordRecord> records = new ArrayList<>();
    try (StackTrainer trainer = StackTrainer.create(spec, dataset, device);
        NDManager kept = NDManager.newBaseManager(device, "PyTorch")) {
      CoordinateRecorder recorder =
          new CoordinateRecorder(spec.lanes().size(), spec.training().batchSize(), kept);
      for (int step = 1; step <= steps; step++) {
        recorder.startStep();
        trainer.recordedStep(step, 1, recorder);
        for (CoordinateRecorder.Measurement each : recorder.measurements()) {
          for (int lane = 0; lane < spec.lanes().size(); lane++) {
            LaneSpec own = spec.lanes().get(lane);
            records.add(
                new CoordRecord(
                    label.rules(),
                    label.width(),
                    label.depth(),
                    spec.training().batchSize(),
                    own.optimizer().learningRate(),
                    own.lane().seed(),
                    step,
                    each.module(),
                    each.statistic(),
                    each.byLane().get(lane)));
          }
        }
      }
    }
    return records;
  }
}
