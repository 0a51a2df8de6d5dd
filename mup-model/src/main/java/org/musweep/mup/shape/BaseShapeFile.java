package org.musweep.mup.shape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Base shapes in the file format of microsoft/mup ({@code .bsh}), for exchange with PyTorch.
 *
 * <p>Three comment lines, then each parameter in alphabetical order with one line per dimension:
 * the base size of a width, {@code null} for a finite dimension. The format is a small part of
 * YAML. It holds no sizes of finite dimensions, so shapes read from it cannot tell when one
 * changed. Source: microsoft/mup 1.0.0, {@code shape.py}.
 */
public final class BaseShapeFile {

  private static final String HEADER =
      """
      # This is a base shape file encoded in yaml
      # - `null` indicates a dimension is "finite", i.e. a non-"width" dimension
      # - a number indicates the base dimension of an "infinite" dimension, i.e. some notion of "width"
      """;

  private BaseShapeFile() {}

  /**
   * The text of the file.
   *
   * @throws IllegalArgumentException if the shapes come from a base model alone, which does not say
   *     what is a width
   */
  public static String text(BaseShapes shapes) {
    StringBuilder out = new StringBuilder(HEADER);
    shapes.parameters().stream()
        .sorted(Comparator.comparing(BaseShape::name))
        .forEach(
            shape -> {
              String key = YamlName.quoteIfNeeded(shape.name());
              List<String> sizes = shape.dims().stream().map(dim -> text(shape, dim)).toList();
              out.append(entry(key, shape.name().length() > YamlName.LONGEST_KEY, sizes));
            });
    return out.toString();
  }

  /** Writes the file. */
  public static void write(BaseShapes shapes, Path file) throws IOException {
    Files.writeString(file, text(shapes), StandardCharsets.UTF_8);
  }

  /**
   * Reads the text of a file.
   *
   * @param source what to call the text in messages, such as the file's path
   * @throws IllegalArgumentException if a line is not of this format, with its number
   */
  public static BaseShapes parse(String source, String text) {
    return BaseShapeReader.read(source, text.lines().toList());
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if a line is not of this format, with its number
   */
  public static BaseShapes read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
  }

  private static String entry(String key, boolean onItsOwnLine, List<String> sizes) {
    if (sizes.isEmpty()) {
      return onItsOwnLine ? "? " + key + "\n: []\n" : key + ": []\n";
    }
    return onItsOwnLine
        ? "? " + key + "\n:   - " + String.join("\n    - ", sizes) + "\n"
        : key + ":\n- " + String.join("\n- ", sizes) + "\n";
  }

  private static String text(BaseShape shape, BaseDim dim) {
    if (dim instanceof BaseDim.Width width) {
      return Integer.toString(width.baseSize());
    }
    if (dim instanceof BaseDim.WidthIfChanged) {
      throw new IllegalArgumentException(
          "Cannot write "
              + shape.name()
              + " to a base shape file: its widths are not known"
              + " (compare the base model with a delta model)");
    }
    return "null";
  }
}
