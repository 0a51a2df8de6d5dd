package org.musweep.pipeline.wide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.musweep.pipeline.table.CurveRow;

/** A curve as lines of comma-separated values, exact to the last bit. */
final class CurveText {

  private static final String HEADER =
      "trial,pack,step,training_loss,validation_loss,learning_rate,gradient_norm,noise_scale";

  private CurveText() {}

  static byte[] write(List<CurveRow> rows) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (CurveRow row : rows) {
      text.append(row.trial()).append(',').append(row.pack()).append(',').append(row.step());
      text.append(',').append(row.trainingLoss()).append(',').append(row.validationLoss());
      text.append(',').append(row.learningRate()).append(',').append(row.gradientNorm());
      text.append(',').append(row.noiseScale());
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static List<CurveRow> read(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().skip(1).map(CurveText::row).toList();
  }

  private static CurveRow row(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 7 && cells.length != 8) {
      throw new IllegalArgumentException(
          "Invalid curve line: '" + line + "' (must have 8 values, or 7 without a noise scale)");
    }
    return new CurveRow(
        cells[0],
        cells[1],
        Integer.parseInt(cells[2]),
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]),
        Double.parseDouble(cells[6]),
        cells.length == 8 ? Double.parseDouble(cells[7]) : Double.NaN);
  }
}
