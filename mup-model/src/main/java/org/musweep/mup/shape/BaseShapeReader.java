package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a base shape file; its one use is one file. */
final class BaseShapeReader {

  private static final Pattern NAME_LINE =
      Pattern.compile("('.*'|\".*\"|(?!- |\\?\\s)[^\\s'\":].*?|:\\S.*?)\\s*:(\\s.*)?");
  private static final Pattern LONG_NAME_LINE = Pattern.compile("\\?\\s+(\\S.*)");
  private static final Pattern LONG_NAME_REST = Pattern.compile(":\\s+(\\S.*)");
  private static final Pattern DIMENSION_LINE = Pattern.compile("\\s*-\\s+(\\S+)");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}");

  private final String source;
  private final List<BaseShape> shapes = new ArrayList<>();
  private final List<BaseDim> dims = new ArrayList<>();
  private String name = "";
  private boolean open;
  private int number;

  private BaseShapeReader(String source) {
    this.source = source;
  }

  static BaseShapes read(String source, List<String> lines) {
    BaseShapeReader reader = new BaseShapeReader(source);
    for (String line : lines) {
      reader.number++;
      reader.line(line.stripTrailing());
    }
    reader.close();
    return new BaseShapes(reader.shapes);
  }

  private void line(String line) {
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    Matcher longName = LONG_NAME_LINE.matcher(line);
    if (longName.matches()) {
      begin(longName.group(1));
      return;
    }
    Matcher rest = LONG_NAME_REST.matcher(line);
    if (open && rest.matches()) {
      values(rest.group(1));
    } else if (!(open && dimension(line))) {
      nameLine(line);
    }
  }

  private boolean dimension(String line) {
    Matcher dimension = DIMENSION_LINE.matcher(line);
    boolean matches = dimension.matches();
    if (matches) {
      dims.add(dim(dimension.group(1)));
    }
    return matches;
  }

  private void nameLine(String line) {
    Matcher named = NAME_LINE.matcher(line);
    if (!named.matches()) {
      throw problem("'" + line + "' is neither 'name:' nor '- size'");
    }
    begin(named.group(1));
    String rest = named.group(2) == null ? "" : named.group(2).strip();
    if (!rest.isEmpty()) {
      values(rest);
    }
  }

  private void begin(String key) {
    close();
    name = YamlName.unquote(key);
    open = true;
  }

  /** What stands on the line of a name's colon: the first size, or all of them. */
  private void values(String rest) {
    if (!dimension(rest)) {
      inlineList(rest);
    }
  }

  /** Older versions of the YAML library wrote the sizes on the name's line: {@code [64, null]}. */
  private void inlineList(String rest) {
    if (!rest.startsWith("[") || !rest.endsWith("]")) {
      throw problem("'" + rest + "' after the name " + name + " is not a list");
    }
    String inner = rest.substring(1, rest.length() - 1).strip();
    if (!inner.isEmpty()) {
      Arrays.stream(inner.split(",", -1)).map(String::strip).map(this::dim).forEach(dims::add);
    }
    shapes.add(new BaseShape(name, dims));
    dims.clear();
    open = false;
  }

  private void close() {
    if (!open) {
      return;
    }
    if (dims.isEmpty()) {
      throw problem(name + " has no sizes (a scalar is written as '" + name + ": []')");
    }
    shapes.add(new BaseShape(name, dims));
    dims.clear();
    open = false;
  }

  private BaseDim dim(String text) {
    if ("null".equals(text) || "~".equals(text)) {
      return new BaseDim.Unsized();
    }
    if (!SIZE.matcher(text).matches()) {
      throw problem("size '" + text + "' of " + name + " must be a number of at least 1, or null");
    }
    return new BaseDim.Width(Integer.parseInt(text));
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(source + ":" + number + ": " + what);
  }
}
