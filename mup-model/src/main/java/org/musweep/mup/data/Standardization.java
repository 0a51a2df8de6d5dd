package org.musweep.mup.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes training pixels zero mean and unit variance, channel by channel.
 *
 * <p>Units: pixel values, 0 to 255.
 *
 * @param mean per channel
 * @param standardDeviation per channel, positive
 */
public record Standardization(List<Double> mean, List<Double> standardDeviation) {

  /** Checks that both lists have one entry per channel and that deviations are positive. */
  public Standardization {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.size() != standardDeviation.size()
        || standardDeviation.stream().anyMatch(deviation -> !(deviation > 0))) {
      throw new IllegalArgumentException(
          "Invalid standardization: mean %s, standard deviation %s (must be positive, per channel)"
              .formatted(mean, standardDeviation));
    }
  }

  /**
   * From sums over all pixels of each channel. A channel without variation keeps deviation 1.
   *
   * @param count pixels per channel
   * @param sums the sum of each channel's pixels
   * @param squares the sum of their squares
   */
  public static Standardization ofSums(long count, List<Long> sums, List<Long> squares) {
    var mean = new ArrayList<Double>();
    var deviation = new ArrayList<Double>();
    for (int channel = 0; channel < sums.size(); channel++) {
      double average = (double) sums.get(channel) / count;
      double variance = (double) squares.get(channel) / count - average * average;
      mean.add(average);
      deviation.add(variance > 1e-9 ? Math.sqrt(variance) : 1.0);
    }
    return new Standardization(mean, deviation);
  }

  /** A raw image, standardized. Shapes: {@code [channels * height * width]}. */
  public float[] applied(byte[] pixels) {
    float[] standardized = new float[pixels.length];
    apply(pixels, standardized);
    return standardized;
  }

  /** Standardizes an image. Shapes: {@code [channels * height * width]}. */
  void apply(byte[] pixels, float[] into) {
    int perChannel = pixels.length / mean.size();
    for (int channel = 0; channel < mean.size(); channel++) {
      double average = mean.get(channel);
      double scale = 1 / standardDeviation.get(channel);
      int end = (channel + 1) * perChannel;
      for (int i = channel * perChannel; i < end; i++) {
        into[i] = (float) (((pixels[i] & 0xFF) - average) * scale);
      }
    }
  }
}
