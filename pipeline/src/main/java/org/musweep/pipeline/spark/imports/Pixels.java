package org.musweep.pipeline.spark.imports;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.musweep.pipeline.spark.imports.ImageFolderImport.Size;

/** A picture as bytes {@code [channels, height, width]}; what is transparent is white. */
final class Pixels {

  private Pixels() {}

  /** The whole picture, brought to a size. */
  static byte[] of(BufferedImage image, int channels, Size size) {
    int height = Math.max(image.getHeight(), size.height());
    int width = Math.max(image.getWidth(), size.width());
    BufferedImage scaled = drawn(image, image.getHeight(), image.getWidth());
    // Bilinear interpolation sees four neighbours: to average over more, it halves time and again.
    while (scaled.getHeight() != size.height() || scaled.getWidth() != size.width()) {
      height = Math.max(size.height(), (height + 1) / 2);
      width = Math.max(size.width(), (width + 1) / 2);
      scaled = drawn(scaled, height, width);
    }
    byte[] pixels = new byte[channels * size.height() * size.width()];
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        Color color = new Color(scaled.getRGB(column, row));
        for (int channel = 0; channel < channels; channel++) {
          int at = (channel * size.height() + row) * size.width() + column;
          pixels[at] = (byte) value(color, channels, channel);
        }
      }
    }
    return pixels;
  }

  private static BufferedImage drawn(BufferedImage image, int height, int width) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return drawn;
  }

  /** Grey is the luma of ITU-R BT.601. */
  private static long value(Color color, int channels, int channel) {
    if (channels == 1) {
      return Math.round(
          0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue());
    }
    return switch (channel) {
      case 0 -> color.getRed();
      case 1 -> color.getGreen();
      default -> color.getBlue();
    };
  }
}
