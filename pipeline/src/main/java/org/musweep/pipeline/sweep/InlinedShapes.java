package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.mup.shape.BaseShapeFile;

/**
 * Puts the content of a base shape file into the text of the sweep file that names it, so that the
 * text says everything: it is kept with the run and travels to tasks on other machines.
 */
final class InlinedShapes {

  private static final Pattern KEY =
      Pattern.compile("base-shapes[\"']?\\s*:\\s+(\"[^\"]*\"|'(?:[^']|'')*'|[^\\s,}#][^,}#]*)");

  private InlinedShapes() {}

  /** The text of a sweep file with the content in the place of the path, if there is one. */
  static String text(String text, SweepSpec spec, Findings findings) {
    if (!(spec.parametrization().base() instanceof BaseSpec.Shapes shapes)) {
      return text;
    }
    String key = shapes.key();
    List<String> lines = new ArrayList<>(text.lines().toList());
    int index = findings.line(key) - 1;
    Matcher value = KEY.matcher(lines.get(index));
    if (!value.find() || value.group(1).matches("[|>].*")) {
      return text; // the content itself
    }
    String line = lines.get(index);
    lines.set(
        index,
        line.substring(0, value.start(1))
            + quoted(BaseShapeFile.text(shapes.shapes()))
            + line.substring(value.end(1)));
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String content) {
    StringBuilder out = new StringBuilder("\"");
    content
        .chars()
        .forEach(
            character -> {
              if (character == '\n') {
                out.append("\\n");
              } else if (character == '"' || character == '\\') {
                out.append('\\').append((char) character);
              } else if (character >= 0x20 && character < 0x7f) {
                out.append((char) character);
              } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", character));
              }
            });
    return out.append('"').toString();
  }
}
